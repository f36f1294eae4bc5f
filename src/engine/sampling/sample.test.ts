import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { sampleToken } from './sample.ts';
import type { Sampling } from './sample.ts';

const logits = fc
  .array(fc.integer({ min: -12, max: 12 }), { minLength: 2, maxLength: 40 })
  .map((values) => Float32Array.from(values, (v) => v / 2));
const settings: fc.Arbitrary<Sampling> = fc.record({
  temperature: fc.double({ min: 0.2, max: 3, noNaN: true }),
  topK: fc.integer({ min: 0, max: 45 }),
  topP: fc.double({ min: 0.05, max: 1, noNaN: true }),
  minP: fc.constantFrom(0, 0, 0.05, 0.3),
});

/** The same rules, written for clearness: sort everything, cut, renormalise. */
function allowed(row: Float32Array, s: Sampling): Map<number, number> {
  const weights = [...row].map((z, id) => ({ id, w: Math.exp((z - Math.max(...row)) / s.temperature) }));
  weights.sort((a, b) => b.w - a.w || a.id - b.id);
  let kept = s.topK > 0 ? weights.slice(0, s.topK) : weights;
  const sum = (list: typeof weights): number => list.reduce((t, { w }) => t + w, 0);
  if (s.topP < 1) {
    let n = 1;
    while (n < kept.length && sum(kept.slice(0, n)) < s.topP * sum(kept)) n++;
    kept = kept.slice(0, n);
  }
  kept = kept.filter(({ w }, i) => i === 0 || w >= (s.minP ?? 0));
  return new Map(kept.map(({ id, w }) => [id, w / sum(kept)]));
}

describe('sampleToken', () => {
  it('draws only what the settings allow, and reports its probability', () => {
    fc.assert(
      fc.property(logits, settings, fc.integer(), (row, s, seed) => {
        const { id, prob } = sampleToken(row, s, createRng(seed));
        const expected = allowed(row, s).get(id);
        expect(expected).toBeDefined();
        expect(prob).toBeCloseTo(expected ?? NaN, 9);
      }),
      { numRuns: 500 },
    );
  });

  it('is greedy at temperature 0, the smaller id of equals', () => {
    const s = { temperature: 0, topK: 0, topP: 1 };
    expect(sampleToken(Float32Array.of(1, 3, 3, 2), s, createRng(1))).toEqual({ id: 1, prob: 1 });
  });

  it('draws in proportion', () => {
    const row = Float32Array.of(0, Math.log(3), -Infinity);
    const rng = createRng(5);
    let ones = 0;
    for (let i = 0; i < 4000; i++) ones += sampleToken(row, { temperature: 1, topK: 0, topP: 1 }, rng).id;
    // 3000 expected; six standard deviations.
    expect(Math.abs(ones - 3000)).toBeLessThan(6 * Math.sqrt(4000 * 0.75 * 0.25));
  });

  it('leaves the logits as they were and takes one number from the generator', () => {
    const row = Float32Array.of(1, 2, 3);
    const rng = createRng(3);
    const twin = createRng(3);
    sampleToken(row, { temperature: 0.7, topK: 2, topP: 0.9 }, rng);
    twin.next();
    expect(rng.state()).toEqual(twin.state());
    expect([...row]).toEqual([1, 2, 3]);
  });
});
