/** What a visitor fetches: how much of it is ours before the first paint, and from where all of it comes. */
import { expect, test } from '@playwright/test';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { askedBy, isWebLlm, outside } from './asked.ts';
import { FIRST } from './first-problem.ts';
import { generate, openReady } from './page.ts';

const dist = resolve(import.meta.dirname, '../../dist');
const LIMIT_BYTES = 300_000;

/** Scripts and styles that index.html names, and what those scripts import at once; from dist/. */
function firstPaintFiles(): string[] {
  const html = readFileSync(resolve(dist, 'index.html'), 'utf8');
  const files = new Set(
    [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].flatMap(([, file]) => file ?? []),
  );
  for (const file of files) {
    if (!file.endsWith('.js')) continue;
    const code = readFileSync(resolve(dist, file), 'utf8');
    for (const [, path] of code.matchAll(
      /(?:^|[;}\s])(?:import|export)(?:[^;"'()]*from)?\s*["'](\.[^"']+)["']/g,
    ))
      files.add(posix.join(posix.dirname(file), path ?? ''));
  }
  return [...files];
}

test('our own scripts and styles for the first paint are at most 300 kB, gzipped', () => {
  const files = firstPaintFiles();
  expect(files.some((file) => file.endsWith('.js'))).toBe(true);
  expect(files.some((file) => file.endsWith('.css'))).toBe(true);
  const sizes = files.map((file) => gzipSync(readFileSync(resolve(dist, file)), { level: 9 }).length);
  const sum = sizes.reduce((total, size) => total + size, 0);
  console.log(`First paint: ${(sum / 1000).toFixed(1)} kB gzip in ${files.length} files`);
  expect(sum).toBeLessThanOrEqual(LIMIT_BYTES);
});

test('the built page does not contain the gallery', () => {
  const built = readdirSync(resolve(dist, 'assets')).filter((file) => file.endsWith('.js'));
  const withGallery = built.filter((file) =>
    readFileSync(resolve(dist, 'assets', file), 'utf8').includes('The gallery runs no model'),
  );
  expect(withGallery).toEqual([]);
});

test('web-llm is built once, as a script of its own that nothing imports at once', () => {
  const large = readdirSync(resolve(dist, 'assets')).filter(
    (file) => file.endsWith('.js') && statSync(resolve(dist, 'assets', file)).size > 3e6,
  );
  expect(large).toHaveLength(1);
  expect(isWebLlm(`/${large[0]}`)).toBe(true);
  expect(firstPaintFiles().filter((file) => isWebLlm(`/${file}`))).toEqual([]);
});

test('a whole first visit and one Generate ask nothing outside the origin, the worker included', async ({
  page,
  baseURL,
}) => {
  const asked = askedBy(page);
  await page.goto('/');
  await expect(page.getByRole('grid')).toContainText(`The answer is ${FIRST.right}.`, { timeout: 60_000 });
  await openReady(page);
  await generate(page);
  expect(outside(asked, baseURL)).toEqual([]);
  expect(asked.filter(isWebLlm)).toEqual([]);
  // These two are fetched by the worker only: what workers ask is among what was seen.
  expect(asked.some((url) => url.endsWith('.wasm'))).toBe(true);
  expect(asked.some((url) => url.endsWith('.gguf'))).toBe(true);
});
