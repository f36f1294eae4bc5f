import { describe, expect, it } from 'vitest';
import { rowStatistics, targetStatistics, topK } from '#scoring/row-statistics.ts';
import cases from './data/row-statistics.json' with { type: 'json' };

const NUMBERS = [
  'lse',
  'max',
  'meanLogit',
  'entropy',
  'varentropy',
  'sumSquares',
  'margin',
  'selfCertainty',
] as const;

/** Relative to the size of the logits: float64 rounding of large offsets is not an error of ours. */
function near(actual: number, expected: number, scale: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected), scale));
}

describe('row statistics equal NumPy float64', () => {
  it.each(cases.map((entry) => [entry.name, entry] as const))('%s', (_name, entry) => {
    const row = Float32Array.from(entry.row);
    const got = rowStatistics(row);
    for (const key of NUMBERS) near(got[key], entry[key], Math.abs(entry.max));
    const top = topK(row, entry.top.length, got.lse);
    expect(top.map(({ id }) => id)).toEqual(entry.top.map(({ id }) => id));
    top.forEach((candidate, i) => near(candidate.logprob, entry.top[i]?.logprob ?? NaN, Math.abs(entry.max)));
    for (const target of entry.targets) {
      const mine = targetStatistics(row, target.id, got.lse);
      expect(mine.rank).toBe(target.rank);
      near(mine.logprob, target.logprob, Math.abs(entry.max));
    }
  });
});
