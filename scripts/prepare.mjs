// What `npm start` and `npm test` need before anything else: packages that match the lockfile, a build that matches the
// sources. Uses nothing outside Node, since it runs before the first install.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
const installStamp = join(root, 'node_modules/.installed-from');
const buildStamp = join(root, 'dist/.built-from');
const BUILD_INPUTS = [
  'index.html',
  'package-lock.json',
  'package.json',
  'vite.config.ts',
  'svelte.config.js',
  'src',
  'workers',
  'models',
  'scripts/copy-static.mjs',
];

export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

function matches(stamp, digest) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

export function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 20) return;
  console.error(
    `Second Thought needs Node 20 or newer; this is ${process.versions.node}. Install a newer Node and run the command again.`,
  );
  process.exit(2);
}

/** Installs packages unless the lockfile is the one they were installed from. */
export function install() {
  const digest = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (matches(installStamp, digest)) return;
  console.log('Installing packages (once)…');
  if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) {
    console.error('npm could not install the packages. Check the network and run the command again.');
    process.exit(1);
  }
  writeFileSync(installStamp, digest);
}

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) return yield path;
  for (const name of readdirSync(path).sort()) yield* filesBelow(join(path, name));
}

/** Content digest of everything that goes into the build; tests are left out. */
function sourceDigest() {
  const hash = createHash('sha256');
  for (const input of BUILD_INPUTS) {
    for (const file of filesBelow(join(root, input))) {
      if (file.endsWith('.test.ts')) continue;
      hash.update(file.slice(root.length)).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Builds the page unless dist/ was built from these very sources. */
export function build() {
  const digest = sourceDigest();
  if (matches(buildStamp, digest)) return;
  console.log('Building the page…');
  if (run('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn']) !== 0) {
    console.error('The build failed; the lines above say where.');
    process.exit(1);
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(buildStamp, digest);
}
