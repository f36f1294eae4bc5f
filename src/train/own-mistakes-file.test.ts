import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { MIX_NAMES, SCHOOL_STAGES } from './mix.ts';
import { readMistakesFile, readsOwnMistakes } from './own-mistakes-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'own-mistakes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const ONE = { seed: 3, difficulty: 2, lines: ['Step 1: 1 + 1 = 3.', 'The answer is 3.'] };

it('reads what a training has sampled', async () => {
  const path = join(folder, 'own-mistakes.jsonl');
  writeFileSync(path, `${JSON.stringify(ONE)}\n${JSON.stringify(ONE)}\n`);
  expect(await readMistakesFile(path)).toEqual([ONE, ONE]);
});

it.each([
  ['is no JSON', 'step-64.bin'],
  ['is another file of the folder', '{"step":20,"tokens":9,"loss":1}'],
  ['holds no lines', JSON.stringify({ ...ONE, lines: [3] })],
])('names the line that %s', async (_, line) => {
  const path = join(folder, 'other.jsonl');
  writeFileSync(path, `${JSON.stringify(ONE)}\n${line}\n`);
  await expect(readMistakesFile(path)).rejects.toMatchObject({ code: 'bad-input', facts: { line: 2 } });
});

it('says what to give where there is none', async () => {
  await expect(readMistakesFile(join(folder, 'none'))).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('own-mistakes.jsonl of a training folder'),
  });
});

it('are read in every variant and from the stage of whole solutions on', () => {
  expect(MIX_NAMES.filter(readsOwnMistakes)).toEqual([...MIX_NAMES]);
  expect(SCHOOL_STAGES.filter(readsOwnMistakes)).toEqual(['wholes']);
});
