import fc from 'fast-check';
import { expect, it } from 'vitest';
import { leaderPosterior, votesToSafety } from './leader-posterior.ts';

// methods.md 8.2: the stop points at 0.95.
it.each([
  [0, 0, 4],
  [3, 0, 1],
  [1, 1, 5],
  [5, 1, 1],
  [2, 2, 6],
  [4, 4, 7],
])('after %i against %i votes %i more can end it at 0.95', (leader, runnerUp, more) => {
  expect(votesToSafety(leader, runnerUp, 0.95)).toBe(more);
});

it('no fewer votes end it, whoever gets them', () => {
  const counts = fc.array(fc.nat(6), { minLength: 1, maxLength: 5 });
  const confidence = fc.double({ min: 0.5, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(counts, fc.array(fc.nat(4), { maxLength: 40 }), confidence, (start, votes, safe) => {
      const tally = [...start];
      const posterior = (): number => {
        const [leader = 0, runnerUp = 0] = tally.toSorted((a, b) => b - a);
        return leaderPosterior(leader, runnerUp);
      };
      const [leader = 0, runnerUp = 0] = tally.toSorted((a, b) => b - a);
      fc.pre(posterior() < safe);
      for (const whose of votes.slice(0, votesToSafety(leader, runnerUp, safe) - 1)) {
        tally[whose % tally.length] = (tally[whose % tally.length] ?? 0) + 1;
        expect(posterior()).toBeLessThan(safe);
      }
    }),
  );
});
