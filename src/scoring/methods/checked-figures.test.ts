/** What code says of answers: conditions met before and after, judges against it, and problems whose answers do not vote. */
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { comparedMethod } from './compared-method.ts';
import type { ItemOutcome, JudgedCandidate } from './item-outcome.ts';
import { ratingFigures } from './rating-figures.ts';
import { satisfaction } from './satisfaction.ts';

const rng = createRng(1);
const candidate = (met: number, of: number, ratings?: Record<string, number>): JudgedCandidate => ({
  ...{ branch: 0, answer: `${met} of ${of}`, right: met === of, score: 0, generated: 10 },
  conditions: { met, of },
  ...(ratings && { ratings }),
});

describe('satisfaction', () => {
  it('is the share of all conditions, so that a problem with many counts more', () => {
    const got = satisfaction(
      [
        { before: { met: 0, of: 1 }, after: { met: 1, of: 1 } },
        { before: { met: 1, of: 3 }, after: { met: 1, of: 3 } },
      ],
      rng,
    );
    expect(got).toMatchObject({ conditions: 4, n: 2, before: { share: 0.25 }, after: { share: 0.5 } });
    // Draws of two of the two problems: both the first, both the second, or one of each.
    expect(got?.gain).toEqual({ difference: 0.25, interval: { low: 0, high: 1 } });
  });
  it('has nothing before where one problem has not, and is none without conditions', () => {
    const one = { before: null, after: { met: 1, of: 2 } };
    expect(satisfaction([one], rng)).toMatchObject({ before: null, gain: null, after: { share: 0.5 } });
    expect(satisfaction([], rng)).toBeNull();
  });
});

describe('judges', () => {
  const problems = [
    { candidates: [candidate(2, 2, { list: 1, score: 3 }), candidate(1, 2, { list: 0.5, score: 4 })] },
    { candidates: [candidate(0, 2, { list: 0, score: 5 }), candidate(2, 2, { list: 0.8, score: 9 })] },
  ];
  it('are compared on the same candidates, in order of naming', () => {
    const [list, score, ...more] = ratingFigures(problems, rng) ?? [];
    expect(more).toEqual([]);
    expect(list).toMatchObject({ name: 'list', n: 4, auroc: { value: 1 }, minusFirst: null });
    // Right ones have 3 and 9, wrong ones 4 and 5: two of four pairs are in order.
    expect(score).toMatchObject({ name: 'score', auroc: { value: 0.5 } });
    expect(score?.minusFirst?.auroc?.difference).toBe(-0.5);
    expect(list?.correlation?.value).toBeGreaterThan(score?.correlation?.value ?? 1);
  });
  it('leave out what one of them did not rate, and say nothing where none rates', () => {
    const partly = [...problems, { candidates: [candidate(0, 1, { list: 1 })] }];
    expect(ratingFigures(partly, rng)?.map(({ n }) => n)).toEqual([4, 4]);
    expect(ratingFigures([{ candidates: [candidate(1, 1)] }], rng)).toBeNull();
  });
  it('have no AUROC where all is right, and no correlation where nothing varies', () => {
    const [same] = ratingFigures([{ candidates: [candidate(1, 1, { list: 1 })] }], rng) ?? [];
    expect(same).toMatchObject({ auroc: null, correlation: null });
  });
});

describe('problems whose answers are whole texts', () => {
  const outcome = (item: string, candidates: JudgedCandidate[]): ItemOutcome => ({
    ...{ item, facts: {}, cause: 'done', candidates, chosen: 0, draft: null, confidence: null, reason: '' },
    ...{ location: null, oracle: false, openEnded: true },
    cost: { generated: 20, forced: 0, prefilled: 0, needed: 0, calls: 2, seconds: 0 },
  });
  const [good, bad] = [candidate(1, 1), candidate(0, 1)];
  const outcomes = [outcome('a', [good, bad]), outcome('b', [bad, good, good])];
  const pool = {
    temperature: 1,
    greedy: [bad, good],
    samples: [
      [good, bad],
      [bad, bad],
    ],
  };
  const got = comparedMethod({ outcomes, pool, seed: 1 });

  it('have a sample by chance in place of a vote', () => {
    expect(got.baselines?.selfConsistency).toBeNull();
    expect(got.baselines?.randomPick).toMatchObject({ tokens: 10, accuracy: 0.25 });
    expect(got.baselines?.randomPick?.methodMinusThis?.difference).toBe(0.25);
    expect(got.baselines?.bestOfN.k).toBe(2);
  });
  it('say what choosing is worth against a random pick, with an interval', () => {
    expect(got.selector).toMatchObject({ chosen: 0.5, random: (1 / 2 + 2 / 3) / 2 });
    // Problem a gains 1/2, problem b loses 2/3.
    expect(got.selector?.gapInterval.low).toBeCloseTo(-2 / 3, 12);
    expect(got.selector?.gapInterval.high).toBeCloseTo(1 / 2, 12);
  });
  it('are compared with the greedy answer by what they meet', () => {
    expect(got.satisfaction).toMatchObject({ before: { share: 0.5 }, after: { share: 0.5 }, conditions: 2 });
  });
  it('vote like any others where they are not', () => {
    const voting = outcomes.map(({ openEnded: _, ...one }) => one);
    const { baselines } = comparedMethod({ outcomes: voting, pool, seed: 1 });
    expect([baselines?.selfConsistency?.k, baselines?.randomPick]).toEqual([2, null]);
  });
});
