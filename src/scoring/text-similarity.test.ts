import { expect, it } from 'vitest';
import { levenshteinRatio } from './text-similarity.ts';

it.each([
  ['', '', 1],
  ['abc', '', 0],
  ['abc', 'abc', 1],
  ['abc', 'xyz', 0],
  // Four letters of "ittn" in order, of 6 and 7.
  ['kitten', 'sitting', 8 / 13],
])('compares %j with %j', (a, b, ratio) => {
  expect(levenshteinRatio(a, b)).toBeCloseTo(ratio, 12);
  expect(levenshteinRatio(b, a)).toBeCloseTo(ratio, 12);
});
