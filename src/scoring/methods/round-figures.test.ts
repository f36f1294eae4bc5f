import { describe, expect, it } from 'vitest';
import { roundFigures } from './round-figures.ts';

const item = (right: string, standing?: readonly number[]) => ({
  candidates: [...right].map((letter) => ({
    ...{ answer: letter, right: letter === 'r', score: null, generated: 1 },
  })),
  ...(standing === undefined ? {} : { standing }),
});

describe('accuracy per round', () => {
  it('is that of what stands, carried on where a problem has fewer rounds', () => {
    const got = roundFigures([
      item('rww', [0, 1, 2]),
      item('wr', [0, 1]),
      item('w', [0]),
      item('rw', [0, 0]),
    ]);
    expect(
      got?.map(({ accuracy, rightWrong, wrongRight }) => [accuracy.successes, rightWrong, wrongRight]),
    ).toEqual([
      [2, 0, 0],
      [2, 1, 1],
      [2, 1, 1],
    ]);
    expect(got?.map(({ accuracy }) => accuracy.n)).toEqual([4, 4, 4]);
  });

  it('is unknown where a method does not say what stands', () => {
    expect([roundFigures([]), roundFigures([item('r', [0]), item('r')])]).toEqual([null, null]);
  });
});
