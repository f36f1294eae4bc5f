/** Spearman's ρ against SciPy (ratings.py), and its laws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '#scoring/rank-correlation.ts';
import cases from './data/ratings.json' with { type: 'json' };

describe('rank correlation', () => {
  it.each(cases)('is SciPy’s, ties included: $want', ({ pairs, want }) => {
    const got = rankCorrelation(pairs);
    if (want === null) expect(got).toBeNull();
    else expect(got).toBeCloseTo(want, 12);
  });
  const numbers = fc.array(
    fc.record({ x: fc.integer({ min: -5, max: 5 }), y: fc.integer({ min: -5, max: 5 }) }),
  );
  it('asks for the order alone, is the same from both sides, and turns with one of them', () => {
    fc.assert(
      fc.property(numbers, (pairs) => {
        const rho = rankCorrelation(pairs);
        const grown = pairs.map(({ x, y }) => ({ x: x ** 3, y: 2 * y + 1 }));
        const swapped = pairs.map(({ x, y }) => ({ x: y, y: x }));
        const turned = rankCorrelation(pairs.map(({ x, y }) => ({ x: -x, y })));
        expect(rankCorrelation(grown)).toBe(rho);
        expect(rankCorrelation(swapped)).toBe(rho);
        expect(turned).toBe(rho === null ? null : 0 - rho);
        if (rho !== null) expect(Math.abs(rho)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});
