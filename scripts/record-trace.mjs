// Records the run that a first visitor sees: the first problem of the page, the greedy answer, and "Wait," after it.
//   node scripts/record-trace.mjs
// A test compares it with what the shipped organism does now (tests/contract/first-visit.test.ts).
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIRST_VISIT } from './first-visit.mjs';
import { root } from './prepare.mjs';

const { status, stdout } = spawnSync('npm', ['run', '--silent', 'st', '--', ...FIRST_VISIT], {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (status !== 0) process.exit(status ?? 1);
const { trace } = JSON.parse(stdout);
const dated = { ...trace, header: { ...trace.header, createdAt: new Date().toISOString() } };
writeFileSync(join(root, 'src/state/recorded/first-visit.trace.json'), `${JSON.stringify(dated)}\n`);
