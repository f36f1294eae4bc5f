import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letterMasses, pairPreference } from './pairwise.ts';

const mass = fc.double({ min: 0, max: 0.5, noNaN: true });
const letters = fc.record({ a: mass, b: mass });

describe('pairwise preference', () => {
  it('reads each letter with and without a space, once where both are one token', () => {
    const ids: Record<string, number[]> = { A: [1], ' A': [2], B: [3], ' B': [3] };
    const probabilities: Record<number, number> = { 1: 0.2, 2: 0.1, 3: 0.4 };
    const reader = {
      encode: (text: string) => ids[text] ?? [],
      logprobOf: ([id]: readonly number[]) => Math.log(probabilities[id ?? 0] ?? 0),
    };
    const { a, b } = letterMasses(reader as unknown as Parameters<typeof letterMasses>[0]);
    expect(a).toBeCloseTo(0.3, 12);
    expect(b).toBeCloseTo(0.4, 12);
  });
  it('is not moved by leaning to a letter, nor by how much of the probability is elsewhere', () => {
    expect(pairPreference({ a: 0.9, b: 0.1 }, { a: 0.9, b: 0.1 })).toBeCloseTo(0.5, 12);
    expect(pairPreference({ a: 0.06, b: 0.02 }, { a: 0.1, b: 0.3 })).toBeCloseTo(0.75, 12);
    expect(pairPreference({ a: 0, b: 0 }, { a: 0.1, b: 0.3 })).toBeCloseTo(0.75, 12);
    expect(pairPreference({ a: 0, b: 0 }, { a: 0, b: 0 })).toBe(0.5);
  });
  it('of one over the other and of the other over the one add up to 1', () => {
    fc.assert(
      fc.property(letters, letters, (xFirst, yFirst) => {
        const both = pairPreference(xFirst, yFirst) + pairPreference(yFirst, xFirst);
        expect(both).toBeCloseTo(1, 9);
      }),
    );
  });
});
