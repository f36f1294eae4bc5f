/** The gallery is whole: every component of the page has an entry. */
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const names = (folder: string, ending: string): string[] =>
  readdirSync(resolve(import.meta.dirname, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));

test('every component has a gallery entry: tests/gallery/entries/<component>.ts', () => {
  const entries = names('entries', '.ts');
  expect(names('../../src/ui/components', '.svelte').filter((name) => !entries.includes(name))).toEqual([]);
});
