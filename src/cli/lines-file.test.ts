import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LinesFile } from './lines-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-lines-'));
  path = join(folder, 'lines.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);

it('takes the place of another run with its first line and not before', async () => {
  writeFileSync(path, 'of another run\n');
  const file = await LinesFile.open(path, { option: 'traces', goesOn: false });
  expect(lines()).toEqual(['of another run']);
  for (const text of ['one', 'two']) await file.write(text);
  await file.close();
  expect(lines()).toEqual(['one', 'two']);
});

it('goes on behind what the same run wrote earlier', async () => {
  writeFileSync(path, 'the first half\n');
  const file = await LinesFile.open(path, { option: 'traces', goesOn: true });
  await file.write('one');
  await file.close();
  expect(lines()).toEqual(['the first half', 'one']);
});

it('says what to give where nothing can be written', async () => {
  await expect(
    LinesFile.open(join(folder, 'none', 'x'), { option: 'sft', goesOn: false }),
  ).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('--sft'),
  });
});
