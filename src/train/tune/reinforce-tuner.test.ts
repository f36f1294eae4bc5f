import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { advantages, openReinforceTuner } from './reinforce-tuner.ts';
import type { RewardedSample } from './reinforce-tuner.ts';
import { tinyStart } from './tune-fixture.ts';

const rewards = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 12 });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('advantages', () => {
  it('sum to 0, and do not know of a constant added to every reward', () => {
    fc.assert(
      fc.property(rewards, fc.integer({ min: -3, max: 3 }), (given, shift) => {
        const got = advantages(given);
        expect(sum(got)).toBeCloseTo(0, 9);
        advantages(given.map((reward) => reward + shift)).forEach((value, i) =>
          expect(value).toBeCloseTo(got[i] ?? NaN, 9),
        );
      }),
    );
  });

  it("take from a reward what does not depend on it: the mean of the others'", () => {
    fc.assert(
      fc.property(rewards, fc.double({ min: -5, max: 5, noNaN: true }), (given, better) => {
        const baseline = (all: readonly number[]) => (all[0] ?? NaN) - (advantages(all)[0] ?? NaN);
        const others = given.slice(1);
        expect(baseline(given)).toBeCloseTo(sum(others) / others.length, 9);
        expect(baseline([better, ...others])).toBeCloseTo(baseline(given), 9);
      }),
    );
  });

  it('are 0 for equal rewards and for a sample alone', () => {
    expect(advantages([1, 1, 1])).toEqual([0, 0, 0]);
    expect(advantages([1])).toEqual([0]);
    expect(advantages([1, 0, 0])).toEqual([1, -0.5, -0.5]);
  });
});

describe('REINFORCE', () => {
  const sampled = (seed: number, reward: (i: number) => number): RewardedSample[] => {
    const rng = createRng(seed);
    return Array.from({ length: 4 }, (_, i) => ({
      tokens: [10, 3, ...Array.from({ length: 4 }, () => rng.int(10)), 11],
      given: 2,
      reward: reward(i),
    }));
  };

  it('has no gradient where every sample of a prompt is worth the same', async () => {
    const tuner = await openReinforceTuner(await tinyStart(8), {
      sample: (_, step) => Promise.resolve([sampled(step, () => 0), sampled(step + 9, () => 1)]),
    });
    expect(await tuner.step(0)).toMatchObject({ loss: 0, norm: 0, reward: 0.5, samples: 8, telling: 0 });
    await tuner.release();
  });

  it('makes the better sample likelier and the worse one less likely', async () => {
    const start = await tinyStart(4);
    const tuner = await openReinforceTuner(start, {
      sample: () => Promise.resolve([sampled(5, (i) => Number(i === 0))]),
    });
    const [first] = [await tuner.step(0.01)];
    for (let i = 0; i < 10; i++) await tuner.step(0.01);
    const last = await tuner.step(0.01);
    expect(first).toMatchObject({ reward: 0.25, telling: 4 });
    // Σ A · nll falls as the rewarded sample gains on the others.
    expect(last.loss).toBeLessThan(first.loss - 0.1);
    await tuner.release();
  });
});
