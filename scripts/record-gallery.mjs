// Records the traces that the gallery draws: the page's levers, pulled on the shipped organism.
//   node scripts/record-gallery.mjs
// A test compares them with what the organism writes now (tests/gallery/recorded.test.ts).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { root } from './prepare.mjs';

const folder = join(root, 'tests/fixtures/gallery');
/** Six digits are more than any component shows; whole numbers stay whole. */
const short = (_, value) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
const write = (name, value) =>
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(value, short)}\n`);

const vite = await createServer({
  root,
  server: { middlewareMode: true },
  appType: 'custom',
  logLevel: 'error',
});
try {
  const { record } = await vite.ssrLoadModule('/tests/gallery/record.ts');
  const { info, traces, found, report } = await record(() => new Date().toISOString());
  mkdirSync(folder, { recursive: true });
  write('engine', info);
  write('found-tokens', found);
  write('report', report);
  for (const [name, trace] of Object.entries(traces)) write(`${name}.trace`, trace);
} finally {
  await vite.close();
}
