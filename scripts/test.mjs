// npm test: installs what it needs, runs every check and every test, and closes with one line that sums them all.
import { readFileSync, rmSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, requireNode, root, run } from './prepare.mjs';
import { ensureBrowser, ensureNativeRuntime, ensureRealModel } from './test-setup.mjs';

const results = join(root, 'test-results');
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function add(name, counts, status) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  if (status !== 0 && counts.failed === 0) total.failed += 1;
  if (status !== 0) failures.push(name);
}

function step(name, command, args, count) {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const status = run(command, args);
  add(name, count(status), status);
  console.log(
    `── ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
}

const asOne = (status) => ({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 });

function report(file, read) {
  return () => {
    try {
      return read(JSON.parse(readFileSync(join(results, file), 'utf8')));
    } catch {
      return { passed: 0, failed: 0, skipped: 0 };
    }
  };
}
const vitestCounts = (json) => ({
  passed: json.numPassedTests,
  failed: json.numFailedTests,
  skipped: json.numPendingTests + json.numTodoTests,
});
const playwrightCounts = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
});

function vitest(project, ...more) {
  const file = `${project}.json`;
  const args = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(results, file)}`,
    ...more,
  ];
  step(`${project} tests`, 'npx', args, report(file, vitestCounts));
}

requireNode();
install();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
ensureBrowser();
ensureNativeRuntime();
ensureRealModel();
build();

for (const check of ['format:check', 'lint', 'types', 'imports', 'dead'])
  step(check, 'npm', ['run', '--silent', check], asOne);
// One worker fewer than there are processors, vitest's own choice, is a single one on two.
vitest('unit', '--maxWorkers=100%');
vitest('browser');
// A renderer that hangs fails every test after it as well, each at its limit: one is enough to know.
vitest('webgpu', '--bail=1');
process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = join(results, 'e2e.json');
step(
  'end-to-end tests',
  'npx',
  ['playwright', 'test', '--reporter=list,json'],
  report('e2e.json', playwrightCounts),
);

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
