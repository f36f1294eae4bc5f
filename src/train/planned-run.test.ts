import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { exportGguf } from './export-gguf.ts';
import type { Provenance } from './export-gguf.ts';
import { initialise } from './parameters.ts';
import { schoolFrom, schoolRun, variantRun } from './planned-run.ts';
import { readTokenizer } from './tokenizer-file.ts';
import { SCHOOL, SCHOOL_PLAN, stageShape } from './upbringing.ts';
import type { Stage } from './upbringing.ts';

const [first, second] = SCHOOL_PLAN as readonly [Stage, Stage];
const asked = { folder: 'out', seed: 1, rows: 16 };
const tokenizer = readTokenizer();

async function fileOf(change: Partial<Provenance>, stage = first, words = tokenizer): Promise<string> {
  const model = stageShape(words.tokens.length, stage);
  const known = {
    name: 'x',
    license: 'Apache-2.0',
    mix: SCHOOL,
    seed: 1,
    step: 3205,
    tokens: first.tokens + 100,
  };
  const provenance = { ...known, ...change };
  const parameters = initialise(model, createRng(4));
  const path = join(await mkdtemp(join(tmpdir(), 'school-')), 'school.gguf');
  await writeFile(path, exportGguf({ model, parameters, tokenizer: words, provenance }));
  return path;
}

it('goes on with the school behind the stage whose end a file holds', async () => {
  const { start, stages, identity } = await schoolFrom(await fileOf({}), asked);
  expect(start.identity.stage).toBe(first.name);
  expect(start.checkpoint).toMatchObject({ tokens: first.tokens + 100, trainer: { step: 3205 } });
  expect({ stages, identity }).toEqual({
    stages: schoolRun(asked).stages,
    identity: schoolRun(asked).identity,
  });
});

it.each([
  ['another seed', { seed: 2 }],
  ['a variant', { mix: 'wait' }],
  ['the middle of a stage', { tokens: first.tokens + 500_000 }],
  ['a beginning', { tokens: 0 }],
])('takes no file of %s for the end of a stage', async (_, change) => {
  await expect(schoolFrom(await fileOf(change), asked)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('is not the end of a stage of the school with seed 1'),
  });
});

it('takes no file of another shape or vocabulary', async () => {
  await expect(schoolFrom(await fileOf({}, second), asked)).rejects.toThrow('is not the end of a stage');
  const tokens = tokenizer.tokens.map((token, i) => (i === 300 ? `${token}x` : token));
  const other = await fileOf({}, first, { ...tokenizer, tokens });
  await expect(variantRun('wait', other, asked)).rejects.toThrow('has another vocabulary');
});

it('says what is missing', async () => {
  await expect(variantRun('wait', 'nowhere.gguf', asked)).rejects.toThrow(
    'There is no school at nowhere.gguf',
  );
});
