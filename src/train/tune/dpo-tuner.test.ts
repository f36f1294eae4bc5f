import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { openDpoTuner, pairFigures } from './dpo-tuner.ts';
import { countingPair, tinyStart } from './tune-fixture.ts';
import { tune } from './tuner.ts';

describe('DPO', () => {
  it('begins at log 2, whatever β, pairs and parameters, since policy and reference are the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.double({ min: 0.01, max: 10, noNaN: true }), async (seed, beta) => {
        const rng = createRng(seed);
        const tuner = await openDpoTuner(await tinyStart(4, seed), {
          beta,
          nextPair: () => countingPair(rng),
        });
        const { loss, margin, norm } = await tuner.step(0);
        expect(loss).toBeCloseTo(Math.LN2, 6);
        expect(margin).toBeCloseTo(0, 5);
        expect(norm).toBeGreaterThan(0);
        await tuner.release();
      }),
      { numRuns: 5 },
    );
  });

  it('raises the margin on pairs that it never read, the same way for the same seed', async () => {
    const run = async () => {
      const rng = createRng(1);
      const tuner = await openDpoTuner(await tinyStart(16), { beta: 0.1, nextPair: () => countingPair(rng) });
      const held = createRng(2);
      const unread = Array.from({ length: 20 }, () => countingPair(held));
      const before = await tuner.measure(unread);
      const losses: number[] = [];
      for await (const { loss } of tune(tuner, { steps: 60, peak: 0.01 })) losses.push(loss);
      const after = await tuner.measure(unread);
      await tuner.release();
      return { before, after, losses };
    };
    const one = await run();
    expect(one.before).toMatchObject({ margin: 0, accuracy: { successes: 0, n: 20 } });
    expect(one.after.margin).toBeGreaterThan(0.2);
    expect(one.after.accuracy.successes).toBe(20);
    expect(one.after.margin).toBeCloseTo(one.after.chosenReward - one.after.rejectedReward, 6);
    expect(one.losses.at(-1)).toBeLessThan(0.6);
    expect(await run()).toEqual(one);
  });

  it('counts a tie as not preferred', () => {
    expect(pairFigures([1, 2, 1, 0])).toMatchObject({ margin: 1, accuracy: { successes: 1, n: 2 } });
  });
});
