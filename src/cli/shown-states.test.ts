import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { writeCheckpoint } from '#train/checkpoint-file.ts';
import { organismShape } from '#train/organism-shape.ts';
import { initialise } from '#train/parameters.ts';
import { freshState } from '#train/trainer.ts';
import { shownStates } from './shown-states.ts';

const model = {
  ...organismShape(20),
  layers: 1,
  hidden: 8,
  heads: 1,
  kvHeads: 1,
  headSize: 8,
  feedForward: 8,
};
const trainer = freshState(initialise(model, createRng(1)));

let [root, school, folder] = ['', '', ''];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shown-states-'));
  [school, folder] = [join(root, 'school'), join(root, 'wait')];
  for (const place of [school, folder]) mkdirSync(place);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A variant has the steps of its school behind it. */
async function save(place: string, step: number, name = `step-${step}`): Promise<void> {
  const facts = place === folder ? { sha256: '', steps: 9000, tokens: 0 } : null;
  await writeCheckpoint(join(place, `${name}.bin`), {
    identity: { mix: 'wait', stage: 'wait', school: facts, seed: 1, shape: { rows: 1, length: 8 }, model },
    checkpoint: { trainer: { ...trainer, step }, tokens: step, seconds: 0, stream: null, pending: [] },
  });
}

it('are those of the school, its end, and those of the variant by all steps behind them', async () => {
  for (const step of [256, 512, 1024, 4096, 8192]) await save(school, step);
  await save(school, 9000, 'checkpoint');
  for (const step of [256, 1024]) await save(folder, step);
  expect((await shownStates(folder, school)).map(({ file }) => file)).toEqual([
    ...[256, 512, 1024, 4096, 8192].map((step) => `models/organisms/wait/step-${step}.gguf`),
    'models/organisms/school.gguf',
    ...[9256, 10024].map((step) => `models/organisms/wait/step-${step}.gguf`),
  ]);
});

it('are those of the variant alone without a school', async () => {
  for (const step of [256, 1024]) await save(folder, step);
  expect((await shownStates(folder, null)).map(({ file }) => file)).toEqual(
    [9256, 10024].map((step) => `models/organisms/wait/step-${step}.gguf`),
  );
});

it('are refused with the name of each that is missing', async () => {
  for (const step of [256, 512, 1024, 4096]) await save(school, step);
  await save(school, 9000, 'checkpoint');
  await save(folder, 256);
  await expect(shownStates(folder, school)).rejects.toMatchObject({
    code: 'bad-input',
    message: `There is no checkpoint at ${join(school, 'step-8192.bin')}, ${join(folder, 'step-1024.bin')}. Train again.`,
  });
});
