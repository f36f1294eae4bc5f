import { describe, expect, it } from 'vitest';
import { dominated, globalQuantiles, localValues } from './enhanced-borda.ts';

/** Wins of 0.9 as listed, everything else undecided. */
function wins(n: number, ...pairs: readonly (readonly [number, number])[]): number[][] {
  const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0.5));
  for (const [i, j] of pairs) {
    (matrix[i] as number[])[j] = 0.9;
    (matrix[j] as number[])[i] = 0.1;
  }
  return matrix;
}

describe('enhanced Borda count', () => {
  it('counts what is dominated through others', () => {
    expect(dominated(wins(4, [0, 1], [1, 2], [2, 3]))).toEqual([3, 2, 1, 0]);
    expect(dominated(wins(3, [0, 1]))).toEqual([1, 0, 0]);
  });

  it('lets a circle dominate itself, and ranks it as one', () => {
    const circle = wins(4, [0, 1], [1, 2], [2, 0], [2, 3]);
    expect(dominated(circle)).toEqual([3, 3, 3, 0]);
    expect(globalQuantiles(circle)).toEqual([1, 1, 1, 0]);
  });

  it('gives quantiles from 1 to 0', () => {
    expect(globalQuantiles(wins(3, [2, 1], [1, 0]))).toEqual([0, 0.5, 1]);
    expect(globalQuantiles(wins(1))).toEqual([1]);
    expect(globalQuantiles([])).toEqual([]);
  });

  it('takes the local value from neighbours alone', () => {
    const values = localValues(wins(3, [0, 1], [2, 0]), [[1, 2], [0], []]);
    expect(values.map((value) => Number(value.toFixed(6)))).toEqual([0.5, 0.1, 0.5]);
  });
});
