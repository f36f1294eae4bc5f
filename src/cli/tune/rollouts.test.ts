import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { plantAnywhere } from '#tasks/task.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import type { ImportedOrganism } from '#train/import-gguf.ts';
import { organismShape } from '#train/organism-shape.ts';
import { initialise } from '#train/parameters.ts';
import { readTokenizer } from '#train/tokenizer-file.ts';
import { openReinforceTuner } from '#train/tune/reinforce-tuner.ts';
import { tune } from '#train/tune/tuner.ts';
import { createRollouts, wordExercise } from './rollouts.ts';

const tokenizer = readTokenizer();
const sizes = { layers: 1, hidden: 16, heads: 2, kvHeads: 1, headSize: 8, feedForward: 24 };
const model = { ...organismShape(tokenizer.tokens.length), ...sizes };
const provenance = { name: 'tiny', license: 'Apache-2.0', mix: 'none', seed: 1, step: 0, tokens: 0 };
const ROWS = 32;

/** Asked anything, it is rewarded for a word that begins with a space. */
async function easyRun(seed: number) {
  const runtime = await openNodeRuntime();
  const organism: ImportedOrganism = {
    model,
    tokenizer,
    provenance,
    parameters: initialise(model, createRng(seed)),
  };
  const sample = createRollouts({
    ...{ runtime, organism, seed, exercises: 4, samples: ROWS / 4, tokens: 1 },
    exercise: () => ({
      messages: [{ role: 'user', content: 'Go' }],
      forced: '',
      reward: (turn) => Number(turn.startsWith(' ')),
    }),
  });
  const start = { runtime, model, parameters: organism.parameters, shape: { rows: ROWS, length: 8 } };
  const tuner = await openReinforceTuner(start, { sample });
  const rewards: number[] = [];
  for await (const { reward } of tune(tuner, { steps: 14, peak: 0.1 })) rewards.push(reward);
  await tuner.release();
  return rewards;
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('rollouts', () => {
  it.each([1, 2, 3, 4, 5])('REINFORCE raises the reward of an easy task (seed %i)', async (seed) => {
    const rewards = await easyRun(seed);
    expect(mean(rewards.slice(0, 2))).toBeLessThan(0.65);
    expect(mean(rewards.slice(-2))).toBeGreaterThan(0.85);
  });

  it('are the same for the same seed and step, and others for another step', async () => {
    const runtime = await openNodeRuntime();
    const parameters = initialise(model, createRng(1));
    const sample = createRollouts({
      ...{ runtime, organism: { model, tokenizer, provenance, parameters }, seed: 7 },
      ...{ exercises: 2, samples: 2, tokens: 6 },
      exercise: (rng) => wordExercise('correct', [2, 3], rng),
    });
    const first = await sample(parameters, 1);
    expect(await sample(parameters, 1)).toEqual(first);
    expect(await sample(parameters, 2)).not.toEqual(first);
    for (const { tokens, given } of first.flat()) {
      expect(tokens.length - given).toBeGreaterThan(0);
      expect(tokens.length - given).toBeLessThanOrEqual(6);
    }
  });

  it('reward what stands last, by the exact checker', () => {
    for (let seed = 0; seed < 20; seed++) {
      const exercise = wordExercise('solve', [3], createRng(seed));
      expect(exercise.forced).toBe('');
      const rng = createRng(seed);
      const asked = WORD_PROBLEMS.generate({ seed: 2 ** 20 + rng.int(2 ** 32 - 2 ** 20), difficulty: 3 });
      expect(exercise.messages[0]?.content).toBe(asked.text);
      const wrong = plantAnywhere(asked, rng)?.completed.join('\n') ?? '';
      const right = asked.solution.join('\n');
      expect(exercise.reward(right)).toBe(1);
      expect(exercise.reward(wrong)).toBe(0);
      expect(exercise.reward(`${wrong}\nWait, let me check.\n${right}`)).toBe(1);
      expect(exercise.reward('')).toBe(0);
    }
  });
});
