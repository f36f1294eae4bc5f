import { describe, expect, it } from 'vitest';
import { voteConfidence } from './answer-confidence.ts';

const sums = (...weights: number[]) => ({
  tally: weights.map((weight, i) => ({ answer: String(i), weight, samples: [i] })),
});

describe('confidence of a vote', () => {
  it('is 1 for one answer, and 1/2 for three equal ones', () => {
    expect(voteConfidence(sums(7))).toBe(1);
    expect(voteConfidence(sums(2, 2, 2))).toBeCloseTo(0.5, 12);
  });

  it('follows the formula: 2·(1 − σ(ln 2)) = 2/3 for two equal ones', () => {
    expect(voteConfidence(sums(1, 1))).toBeCloseTo(2 / 3, 12);
    expect(voteConfidence(sums(1, 1, 0))).toBeCloseTo(2 / 3, 12);
    expect(voteConfidence(sums())).toBe(0);
  });
});
