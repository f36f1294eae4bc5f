import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowStatistics, targetStatistics, topK } from './row-statistics.ts';

const row = fc
  .array(fc.float({ min: -40, max: 40, noNaN: true }), { minLength: 2, maxLength: 200 })
  .map((values) => Float32Array.from(values));

describe('row statistics', () => {
  it('do not change when every logit moves by the same amount', () => {
    fc.assert(
      fc.property(row, fc.integer({ min: -64, max: 64 }), (values, shift) => {
        // Halves of integers survive the shift exactly in float32.
        const base = values.map((z) => Math.round(z * 2) / 2);
        const a = rowStatistics(base);
        const b = rowStatistics(base.map((z) => z + shift));
        for (const key of ['entropy', 'varentropy', 'sumSquares', 'margin', 'selfCertainty'] as const)
          expect(b[key]).toBeCloseTo(a[key], 9);
        expect(b.lse - a.lse).toBeCloseTo(shift, 9);
      }),
    );
  });

  it('keep their bounds and probabilities sum to one', () => {
    fc.assert(
      fc.property(row, (values) => {
        const s = rowStatistics(values);
        const total = values.reduce((sum, z) => sum + Math.exp(z - s.lse), 0);
        expect(total).toBeCloseTo(1, 10);
        expect(s.selfCertainty).toBeGreaterThanOrEqual(0);
        expect(s.entropy).toBeGreaterThanOrEqual(0);
        expect(s.entropy).toBeLessThanOrEqual(Math.log(values.length) + 1e-9);
        expect(s.varentropy).toBeGreaterThanOrEqual(0);
        expect(s.sumSquares).toBeGreaterThanOrEqual(1 / values.length - 1e-12);
        expect(s.margin).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('ranks agree with the order of topK', () => {
    fc.assert(
      fc.property(row, fc.integer({ min: 1, max: 64 }), (values, k) => {
        const coarse = values.map((z) => Math.round(z / 8));
        const { lse } = rowStatistics(coarse);
        const top = topK(coarse, k, lse);
        expect(top).toHaveLength(Math.min(k, values.length));
        top.forEach(({ id, logprob }, i) =>
          expect(targetStatistics(coarse, id, lse)).toEqual({ id, logprob, rank: i + 1 }),
        );
      }),
    );
  });

  it('takes −∞ as impossible and shows NaN', () => {
    const masked = rowStatistics(Float32Array.of(1, -Infinity, 1));
    expect(masked.entropy).toBeCloseTo(Math.LN2, 12);
    expect(masked.varentropy).toBe(0);
    expect(rowStatistics(Float32Array.of(1, NaN, 1)).lse).toBeNaN();
  });
});
