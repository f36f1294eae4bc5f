// Records a trace of every method on one problem: organism-wait where it can follow, SmolLM2-135M for the rest.
//   npm run --silent st -- models get smollm2-135m
//   node scripts/record-methods.mjs [METHOD …]
// Without names it does what is left: a trace of the present model with the present arguments stays as it is, so it can be
// stopped and gone on with. A method that is named is recorded anew. A test compares those of the organism with what it
// writes now (tests/contract/method-recorded.test.ts).
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RECORDED, askedFor, isUpToDate } from './recorded-methods.mjs';
import { root } from './prepare.mjs';

const folder = join(root, 'tests/fixtures/methods');
const scratch = mkdtempSync(join(tmpdir(), 'record-methods-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
// Ctrl-C is the command's that runs just then: it ends as stopped, and so does this.
process.on('SIGINT', () => {});
const say = (words) => process.stderr.write(`${words}\n`);
const kilobytes = (text) => `${Math.round(text.length / 1000)} kB`;

const st = (...words) => {
  const { status, stdout } = spawnSync('npm', ['run', '--silent', 'st', '--', ...words], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0) return stdout;
  say('Stopped. What is recorded stays; the same command goes on from there.');
  process.exit(status ?? 1);
};
/** Four digits are more than any reader of these traces looks at; whole numbers stay whole. */
const short = (_, value) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;

const pathOf = (id) => join(folder, `${id}.trace.json`);
const sha256Of = (model) => JSON.parse(readFileSync(join(root, `models/${model}.json`), 'utf8')).sha256;
function isDone(method) {
  if (!existsSync(pathOf(method.id))) return false;
  const { header } = JSON.parse(readFileSync(pathOf(method.id), 'utf8'));
  return isUpToDate(header, method, sha256Of(askedFor(RECORDED[method.needs]).model));
}
function record({ id, needs }) {
  const file = join(scratch, `${id}.jsonl`);
  st('run', id, ...RECORDED[needs], '--no-baselines', '--json', '--traces', file);
  const text = `${JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), short)}\n`;
  // A stop leaves the old trace or the new one, and no half of it.
  writeFileSync(`${pathOf(id)}.new`, text);
  renameSync(`${pathOf(id)}.new`, pathOf(id));
  return text;
}

mkdirSync(folder, { recursive: true });
const methods = JSON.parse(st('methods', '--json'));
const ids = methods.map(({ id }) => id);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => !ids.includes(id));
if (unknown.length > 0) {
  say(`There is no method ${unknown.join(', ')}. Choose of: ${ids.join(', ')}.`);
  process.exit(2);
}
const left = methods.filter((one) => (wanted.length > 0 ? wanted.includes(one.id) : !isDone(one)));
say(`${left.length} of ${methods.length} methods are to be recorded.`);
for (const [i, method] of left.entries()) {
  const from = performance.now();
  say(`${i + 1} of ${left.length}: ${method.id} on ${askedFor(RECORDED[method.needs]).model} …`);
  const text = record(method);
  say(`  ${kilobytes(text)} in ${Math.round((performance.now() - from) / 1000)} s`);
}
const files = readdirSync(folder);
for (const file of files)
  if (!ids.some((id) => file === `${id}.trace.json`)) {
    rmSync(join(folder, file));
    say(`${file} is of no method and is removed.`);
  }
const all = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
say(`${all.length} traces of ${methods.length} methods, ${kilobytes(all.join(''))} together.`);
