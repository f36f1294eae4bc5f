// npm start: install, build, serve, open. What is done already is skipped.
// Options: --no-open (do not open a browser), --port N (first port to try, 4173).
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, install, requireNode, root } from './prepare.mjs';

function options() {
  try {
    const { values } = parseArgs({
      options: { open: { type: 'boolean', default: true }, port: { type: 'string', default: '4173' } },
      allowNegative: true,
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new Error(`--port ${values.port} is not a port; give a number from 1 to 65535.`);
    return { open: values.open, port };
  } catch (error) {
    console.error(`${error.message}\nUsage: npm start -- [--no-open] [--port N]`);
    process.exit(2);
  }
}

function openBrowser(address) {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [address]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', address]]
        : ['xdg-open', [address]];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => console.log('No browser could be opened; open the address yourself.'))
    .unref();
}

const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const { open, port: firstPort } = options();
requireNode();
install();
build();
const { serve } = await import('./serve.mjs');
const { port } = await serve(join(root, 'dist'), firstPort);
const address = `http://localhost:${port}/`;
console.log(`Second Thought is ready at ${address}  (Ctrl-C ends it)`);
if (open && hasDisplay && !process.env.CI) openBrowser(address);
