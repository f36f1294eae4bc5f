import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { bestOfN } from './best-of-n.ts';
import { bordaVote, suggestedBordaPower } from './borda.ts';
import { majorityVote } from './majority.ts';
import type { ScoredSample, Vote } from './vote.ts';
import { weightedVote } from './weighted.ts';

const answer = fc.option(fc.constantFrom('1', '2', '3', 'yes'), { nil: null });
const samples = fc.array(fc.record({ answer, score: fc.integer({ min: 0, max: 40 }).map((k) => k / 8) }), {
  maxLength: 24,
});
const distinct = fc
  .uniqueArray(fc.integer({ min: 0, max: 10_000 }), { maxLength: 16 })
  .chain((scores) => fc.tuple(...scores.map((score) => fc.record({ answer, score: fc.constant(score / 7) }))))
  .map((list): ScoredSample[] => list);
const power = fc.constantFrom(0, 0.3, 0.5, 1.2, 2, 5);

/** What must not depend on the order of the samples. */
function outcome(vote: Vote): { ties: string[]; weights: Record<string, string> } {
  return {
    ties: [...vote.ties].sort(),
    weights: Object.fromEntries(vote.tally.map(({ answer, weight }) => [answer, weight.toPrecision(9)])),
  };
}
const shuffled = (list: readonly ScoredSample[], seed: number): ScoredSample[] =>
  createRng(seed).shuffle(list);

describe('votes', () => {
  it('do not depend on the order of the samples, up to ties', () => {
    fc.assert(
      fc.property(distinct, power, fc.integer(), (list, p, seed) => {
        const other = shuffled(list, seed);
        for (const vote of [majorityVote, weightedVote, bestOfN, (l: ScoredSample[]) => bordaVote(l, p)])
          expect(outcome(vote(other))).toEqual(outcome(vote(list)));
      }),
    );
  });
  it('Borda and Best-of-N see only the order of the scores: a shift changes nothing', () => {
    fc.assert(
      fc.property(samples, power, fc.integer({ min: -100, max: 100 }), (list, p, shift) => {
        const moved = list.map((sample) => ({ ...sample, score: sample.score + shift }));
        expect(bordaVote(moved, p)).toEqual(bordaVote(list, p));
        expect(bestOfN(moved).chosen).toBe(bestOfN(list).chosen);
      }),
    );
  });
  it('Borda with p = 0 is the majority vote, with a large p Best-of-N', () => {
    fc.assert(
      fc.property(distinct, (list) => {
        expect(bordaVote(list, 0)).toEqual(majorityVote(list));
        // The sample of rank 1 must outweigh all others together: (N/(N−1))^p > N.
        const first = list.find(
          (sample) => sample.score === Math.max(...list.map(({ score }) => score ?? 0)),
        );
        if (first?.answer != null) expect(bordaVote(list, 80).winner).toBe(bestOfN(list).winner);
      }),
    );
  });
  it('a sample without an answer adds no weight, but keeps its Borda rank', () => {
    const list = [
      { answer: null, score: 9 },
      { answer: '5', score: 8 },
      { answer: '7', score: 7 },
      { answer: '7', score: 6 },
    ];
    expect(bordaVote(list, 1)).toEqual({
      winner: '5',
      tally: [
        { answer: '5', weight: 3, samples: [1] },
        { answer: '7', weight: 3, samples: [2, 3] },
      ],
      ties: ['5', '7'],
      chosen: 1,
    });
    expect(majorityVote(list)).toMatchObject({ winner: '7', ties: ['7'], chosen: 2 });
    expect(bestOfN(list)).toMatchObject({ winner: '5', chosen: 1 });
  });
  it('nothing to vote for gives no winner', () => {
    const none: Vote = { winner: null, tally: [], ties: [], chosen: null };
    for (const list of [[], [{ answer: null, score: null }]]) {
      expect(majorityVote(list)).toEqual(none);
      expect(bordaVote(list, 0.5)).toEqual(none);
      expect(weightedVote(list)).toEqual(none);
    }
    expect(bestOfN([])).toEqual(none);
    expect(
      bestOfN([
        { answer: null, score: 1 },
        { answer: null, score: 2 },
      ]),
    ).toEqual({ ...none, chosen: 1 });
  });
  it('a missing score ranks last in Best-of-N and weighs nothing in a weighted vote', () => {
    const list = [
      { answer: '1', score: null },
      { answer: '2', score: -5 },
    ];
    expect(bestOfN(list)).toMatchObject({ winner: '2', chosen: 1 });
    expect(weightedVote([list[0] as ScoredSample, { answer: '2', score: 0.1 }]).winner).toBe('2');
  });
  it('equal numbers share a bucket', () => {
    expect(
      majorityVote([{ answer: '1/3' }, { answer: '0.3333333' }, { answer: '2' }]).tally[0],
    ).toMatchObject({
      answer: '1/3',
      weight: 2,
    });
  });
  it('suggests more power for more samples', () => {
    expect([4, 16, 24, 32, 64].map(suggestedBordaPower)).toEqual([0.3, 0.3, 0.75, 1.2, 1.2]);
  });
  it('refuses weights and powers that make no vote', () => {
    expect(() => weightedVote([{ answer: '1', score: -2 }])).toThrow(/Give weights of 0 or more/);
    expect(() => bordaVote([{ answer: '1', score: 1 }], -1)).toThrow(/Use 0 to 10/);
    expect(() => bordaVote([{ answer: '1', score: 1 }], Number.NaN)).toThrow(/Use 0 to 10/);
  });
});
