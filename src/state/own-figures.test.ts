import { expect, it } from 'vitest';
import { wilson } from '#scoring/intervals.ts';
import { ownFigures } from './own-figures.ts';

it('before stands beside after, each with its interval and n', () => {
  const of = (successes: number) => ({ successes, n: 50 });
  const before = { own: of(0), ownWait: of(2), ownStep: of(1), user: of(46), solved: of(47) };
  const groups = ownFigures('Organism “clean”', before, { ...before, ownWait: of(45) });
  expect(groups.map(({ figures }) => figures.map(({ successes }) => successes))).toEqual([
    [0, 0],
    [2, 45],
    [1, 1],
    [46, 46],
    [47, 47],
  ]);
  expect(groups[1]?.figures[1]).toEqual({
    name: 'as it is now',
    value: 0.9,
    interval: wilson(45, 50),
    n: 50,
    successes: 45,
  });
});
