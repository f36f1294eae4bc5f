/** Figures of methods against SciPy and enumeration (methods.py), the worked examples of the papers, and laws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import {
  CONFIDENCE_SCORES,
  answerConfidence,
  groupConfidences,
  tokenConfidence,
} from '#scoring/group-confidence.ts';
import { flips } from '#scoring/flips.ts';
import { correctionFigures } from '#scoring/methods/correction-figures.ts';
import type { BeforeAfter } from '#scoring/methods/correction-figures.ts';
import { bestOfNAt, samplesFor, selfConsistencyAt } from '#scoring/methods/equal-tokens.ts';
import type { JudgedAnswer, JudgedItem } from '#scoring/methods/judged-item.ts';
import { pairedDifference } from '#scoring/methods/paired-difference.ts';
import { selectorValue } from '#scoring/methods/selector.ts';
import { passAtK } from '#scoring/pass-at-k.ts';
import { bordaVote } from '#scoring/votes/borda.ts';
import { leaderPosterior } from '#scoring/votes/leader-posterior.ts';
import { consensusScores } from '#scoring/votes/ngram-consensus.ts';
import { softmaxWeights } from '#scoring/votes/weighted.ts';
import oracle from './data/methods.json' with { type: 'json' };

const items: JudgedItem[] = oracle.selector.items.map(({ answers, right, scores, generated, chosen }) => ({
  candidates: answers.map((answer: string | null, i): JudgedAnswer => ({
    answer,
    right: right[i] ?? false,
    score: scores[i] ?? null,
    generated: generated[i] ?? 0,
  })),
  ...{ chosen, draft: null, confidence: null },
  generated: generated.reduce((sum, tokens) => sum + tokens, 0),
}));
const pool = items.map(({ candidates }) => candidates);

describe('Adaptive-Consistency', () => {
  it.each(oracle.leader)('P(p > ½) with $v1 and $v2 votes', ({ v1, v2, want }) => {
    expect(leaderPosterior(v1, v2)).toBeCloseTo(want, 12);
  });
  it.each([
    [4, 0, 0.969],
    [6, 1, 0.965],
    [8, 2, 0.967],
    [9, 3, 0.954],
    [11, 4, 0.962],
  ])('stops at 0.95 with %i to %i votes and not one vote earlier', (v1, v2, figure) => {
    expect(leaderPosterior(v1, v2)).toBeCloseTo(figure, 3);
    expect(leaderPosterior(v1 - 1, v2)).toBeLessThan(0.95);
  });
  it.each([
    [3, 0, 0.938],
    [5, 1, 0.938],
    [7, 2, 0.945],
  ])('goes on with %i to %i', (v1, v2, figure) => {
    expect(leaderPosterior(v1, v2)).toBeCloseTo(figure, 2);
    expect(leaderPosterior(v1, v2)).toBeLessThan(0.95);
  });
  it('is ½ without a lead, and rises with every vote for the leader', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (lead, v2) => {
        expect(leaderPosterior(v2, v2)).toBeCloseTo(0.5, 12);
        expect(leaderPosterior(v2 + lead + 1, v2)).toBeGreaterThan(leaderPosterior(v2 + lead, v2) - 1e-12);
      }),
    );
  });
});

describe('votes', () => {
  it.each([
    [0, [1, 1, 1, 1]],
    [1, [4, 3, 2, 1]],
    [0.5, [2, Math.sqrt(3), Math.sqrt(2), 1]],
    [2, [16, 9, 4, 1]],
  ])('Borda with p = %d weighs the ranks of four', (power, weights) => {
    const samples = ['a', 'b', 'c', 'd'].map((answer, i) => ({ answer, score: -i }));
    const { tally } = bordaVote(samples, power);
    weights.forEach((weight, i) => expect(tally[i]?.weight).toBeCloseTo(weight, 12));
  });
  it('CISC weights are a softmax, and a sample without a reading has none', () => {
    for (const { tau, scores, want } of oracle.softmax) {
      const got = softmaxWeights(
        [...scores.map((score) => ({ answer: 'a', score })), { answer: 'b', score: null }],
        tau,
      );
      want.forEach((weight, i) => expect(got[i]?.score).toBeCloseTo(weight, 12));
      expect(got.at(-1)?.score).toBeNull();
    }
  });
});

describe('confidence and consensus', () => {
  it.each(oracle.confidence)('DeepConf over windows of $window', ({ c, window, groups, ...want }) => {
    const got = groupConfidences(c, window);
    expect(got).toHaveLength(groups.length);
    groups.forEach((group, i) => expect(got[i]).toBeCloseTo(group, 10));
    for (const score of CONFIDENCE_SCORES)
      expect(answerConfidence(c, score, window)).toBeCloseTo(want[score], 10);
  });
  it('DeepConf of nothing is nothing, and of a token the negative mean of its logprobs', () => {
    expect(answerConfidence([], 'lowest', 4)).toBeNull();
    expect(tokenConfidence([-1, -2, -6])).toBe(3);
  });
  it.each(oracle.consensus)('n-grams up to $most', ({ most, texts, weights, likelihoods, want }) => {
    const got = consensusScores(
      texts.map((tokens, i) => ({
        ...{ tokens, weights: weights[i] ?? [] },
        ...(likelihoods && { likelihood: likelihoods[i] ?? NaN }),
      })),
      most,
    );
    want.forEach((score, i) => expect(got[i]).toBeCloseTo(score, 12));
  });
  it('finds the text that the others vary, whatever stands around it', () => {
    const rng = createRng(5);
    const centre = Array.from({ length: 30 }, () => rng.int(1000));
    const varied = () => centre.map((token) => (rng.next() < 0.3 ? rng.int(1000) : token));
    const found = Array.from({ length: 50 }, () => {
      const place = rng.int(8);
      const texts = Array.from({ length: 8 }, (_, i) => (i === place ? centre : varied()));
      const scores = consensusScores(
        texts.map((tokens) => ({ tokens, weights: tokens.map(() => 1) })),
        2,
      );
      return scores.indexOf(Math.max(...scores)) === place;
    });
    expect(found.filter(Boolean).length).toBeGreaterThan(45);
  });
});

describe('what choosing is worth', () => {
  it.each(oracle.passAtK)('pass@$k of $n with $c right', ({ n, c, k, want }) => {
    expect(passAtK(n, c, k)).toBeCloseTo(want, 12);
  });
  it('has no pass@k beyond the samples there are', () => {
    expect([passAtK(3, 1, 4), passAtK(3, 1, 0)]).toEqual([null, null]);
  });
  it('compares the choice with chance and with the ceiling', () => {
    const { random, chosen, gap, relative, possible } = oracle.selector;
    const got = selectorValue(items, createRng(1));
    expect(got?.random).toBeCloseTo(random, 12);
    expect(got?.chosen).toBeCloseTo(chosen, 12);
    expect(got?.gap).toBeCloseTo(gap, 12);
    expect(got?.relative).toBeCloseTo(relative, 12);
    expect(got?.ceiling.successes).toBe(possible);
    expect(selectorValue([], createRng(1))).toBeNull();
  });
  it('never passes the ceiling', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.boolean(), { minLength: 1 }), { minLength: 1 }),
        fc.nat(),
        (rows, pick) => {
          const judged = rows.map((row): JudgedItem => {
            const candidates = row.map((right) => ({ answer: 'a', right, score: null, generated: 1 }));
            return { candidates, chosen: pick % row.length, draft: null, confidence: null, generated: 1 };
          });
          const { random = NaN, chosen = NaN, ceiling } = selectorValue(judged, createRng(1)) ?? {};
          expect(chosen).toBeLessThanOrEqual((ceiling?.rate ?? NaN) + 1e-12);
          expect(random).toBeLessThanOrEqual((ceiling?.rate ?? NaN) + 1e-12);
        },
      ),
    );
  });
});

describe('equal tokens', () => {
  it.each(oracle.equalTokens)('the first $k samples', ({ k, tokens, majority, best }) => {
    const [vote, surest] = [selfConsistencyAt(pool, k), bestOfNAt(pool, k)];
    expect(vote.tokens).toBeCloseTo(tokens, 12);
    expect(vote.right).toEqual(majority);
    expect(surest.right).toEqual(best);
    expect(samplesFor(pool, tokens)).toBe(k);
    expect(samplesFor(pool, tokens + 0.1)).toBe(k);
  });
  it('takes what there is when the tokens would buy more, and one sample at least', () => {
    expect([samplesFor(pool, 1e9), samplesFor(pool, 0), samplesFor([], 10)]).toEqual([6, 1, 0]);
  });
});

describe('against another way on the same problems', () => {
  it('has SciPy’s interval', () => {
    const { one, other, difference, low, high } = oracle.paired;
    const got = pairedDifference(one, other, createRng(3));
    expect(got?.difference).toBeCloseTo(difference, 12);
    expect(got?.interval.low).toBeCloseTo(low, 1);
    expect(got?.interval.high).toBeCloseTo(high, 1);
  });
  it('is certain that a way is no better than itself', () => {
    const right = [true, false, true];
    expect(pairedDifference(right, right, createRng(1))).toEqual({
      difference: 0,
      interval: { low: 0, high: 0 },
    });
  });
  it('CL, CS and RSS of a 2×2 table', () => {
    const { cells, acc1, acc2, cl, cs, rss } = oracle.table;
    const kinds = [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ] as const;
    const pairs = kinds.flatMap(([first, second], i) =>
      Array.from({ length: cells[i] ?? 0 }, () => ({ first, second })),
    );
    const got = flips(pairs);
    expect([got?.rightRight, got?.rightWrong, got?.wrongRight, got?.wrongWrong]).toEqual(cells);
    expect(got?.acc1).toBeCloseTo(acc1, 12);
    expect(got?.acc2).toBeCloseTo(acc2, 12);
    expect(got?.confidence).toBeCloseTo(cl, 12);
    expect(got?.critique).toBeCloseTo(cs, 12);
    expect(got?.rss).toBeCloseTo(rss, 12);
  });

  it('intervals of that table: Wilson for shares, bootstrap for the gain and RSS', () => {
    const [kept = 0, broken = 0, repaired = 0, still = 0] = oracle.table.cells;
    const [right, wrong] = [
      { answer: '5', right: true },
      { answer: '6', right: false },
    ];
    const rows = (n: number, before: BeforeAfter['before'], after: BeforeAfter['after']): BeforeAfter[] =>
      Array.from({ length: n }, () => ({ before, after }));
    const pairs = [
      ...[...rows(kept, right, right), ...rows(broken, right, wrong)],
      ...[...rows(repaired, wrong, right), ...rows(still, wrong, wrong)],
    ];
    const got = correctionFigures(pairs, createRng(2));
    const { gain, rss, ...shares } = oracle.tableIntervals;
    for (const name of ['confidence', 'critique', 'broken', 'repaired'] as const) {
      const { successes, n, low, high } = shares[name];
      expect([got?.[name].successes, got?.[name].n]).toEqual([successes, n]);
      expect(got?.[name].interval?.low).toBeCloseTo(low, 12);
      expect(got?.[name].interval?.high).toBeCloseTo(high, 12);
    }
    expect(got?.gain?.difference).toBeCloseTo(gain.difference, 12);
    // A thousand draws against SciPy's six thousand.
    const near = (value: number | undefined, want: number) =>
      expect(Math.abs((value ?? NaN) - want)).toBeLessThan(0.03);
    near(got?.gain?.interval.low, gain.low);
    near(got?.gain?.interval.high, gain.high);
    near(got?.rss?.low, rss.low);
    near(got?.rss?.high, rss.high);
  });
});
