// What the tests need beside the packages: a Chromium, the fast native runtime, and a real language model.
// A part that cannot be had is said; the tests that need it then skip with their reason.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './prepare.mjs';

const CHROMES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export function installedChrome() {
  return CHROMES.find((path) => existsSync(path));
}

export function ensureBrowser() {
  if (installedChrome()) return;
  if (existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium for the browser tests (once)…');
    const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
    const apt = (...args) => {
      const [command, ...rest] = [...sudo, 'apt-get', ...args];
      return run(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
    };
    if (apt('update') === 0 && apt('install', '-y', '--no-install-recommends', 'chromium') === 0) return;
  }
  console.log('Installing the browser that Playwright brings (once)…');
  if (run('npx', ['playwright', 'install', 'chromium']) !== 0) {
    console.error('No Chromium could be installed. Install Chrome or Chromium and run npm test again.');
    process.exit(1);
  }
}

export function ensureNativeRuntime() {
  if (existsSync(join(root, 'node_modules/onnxruntime-node'))) return;
  console.log('Installing onnxruntime-node for the tests (once)…');
  if (run('npm', ['run', '--silent', 'native']) !== 0)
    console.log('onnxruntime-node could not be installed; the tests use the wasm build.');
}

export function ensureRealModel() {
  if (existsSync(join(root, '.cache/models/smollm2-135m-instruct-q4_1.gguf'))) return;
  console.log('Fetching SmolLM2-135M (98 MB, once)…');
  if (run('npm', ['run', '--silent', 'st', '--', 'models', 'get', 'smollm2-135m']) !== 0) {
    console.log('SmolLM2-135M could not be fetched; the tests that need it will skip.');
  }
}
