import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { canonicalNumber } from '#scoring/answers/number.ts';
import { normaliseAnswer } from '#scoring/answers/normalise-answer.ts';
import { blindSpot } from '#scoring/blind-spot.ts';
import {
  auroc,
  aurocInterval,
  brier,
  conditionalAccuracy,
  expectedCalibrationError,
  rmsCalibrationError,
  withinQuestionDiscrimination,
} from '#scoring/calibration.ts';
import { correctionScores, flips } from '#scoring/flips.ts';
import { bootstrapInterval, percentile, wilson } from '#scoring/intervals.ts';
import { readPTrue, tempered, type LabelReader } from '#scoring/ptrue.ts';
import { rowStatistics, targetStatistics } from '#scoring/row-statistics.ts';
import { sequenceScores } from '#scoring/sequence-scores.ts';
import { findMarkers } from '#scoring/steps/markers.ts';
import { bestOfN } from '#scoring/votes/best-of-n.ts';
import { bordaVote } from '#scoring/votes/borda.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import type { Vote } from '#scoring/votes/vote.ts';
import { weightedVote } from '#scoring/votes/weighted.ts';
import oracle from './data/scoring.json' with { type: 'json' };

/** Equal within 1e-9 of the size of the value; null only to null. */
function near(actual: number | null | undefined, expected: number | null, tolerance = 1e-9): void {
  if (expected === null || actual === null || actual === undefined) {
    expect(actual).toBe(expected);
    return;
  }
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

describe('sequence scores equal NumPy from logits', () => {
  it.each(oracle.sequences.map((entry, i) => [i, entry] as const))('case %i', (_i, entry) => {
    const rows = entry.logits.map((row) => Float32Array.from(row));
    const measured = rows.map(rowStatistics);
    const tokens = entry.ids.map((id, i) => ({
      ...(measured[i] as (typeof measured)[number]),
      logprob: targetStatistics(rows[i] as Float32Array, id, measured[i]?.lse ?? NaN).logprob,
      forced: entry.forced[i] ? 'planted' : null,
    }));
    const got = sequenceScores(tokens, entry.withAfter ? (measured.at(-1) ?? null) : null);
    if (got === null || entry.want === null) {
      expect(got).toBe(entry.want);
      return;
    }
    expect(got.count).toBe(entry.want.count);
    for (const key of Object.keys(entry.want) as (keyof typeof entry.want)[])
      near(got[key], entry.want[key], 1e-6);
  });
});

describe('votes equal a count by hand', () => {
  it.each(oracle.votes.map((entry, i) => [i, entry] as const))('case %i', (_i, entry) => {
    const answers: readonly (string | null)[] = entry.answers;
    const samples = answers.map((answer, i) => ({ answer, score: entry.scores[i] ?? NaN }));
    const check = (vote: Vote, tally: Readonly<Record<string, number | undefined>>): void => {
      const weights = Object.values(tally).filter((weight) => weight !== undefined);
      expect(vote.tally.length).toBe(weights.length);
      for (const bucket of vote.tally) near(bucket.weight, tally[bucket.answer] ?? null);
      if (weights.length === 0) {
        expect(vote.winner).toBeNull();
        return;
      }
      near(tally[vote.winner ?? ''], Math.max(...weights));
      expect(vote.ties).toContain(vote.winner);
      expect(answers[vote.chosen ?? -1]).toBe(vote.winner);
    };
    check(majorityVote(samples), entry.tallies.majority);
    check(bordaVote(samples, entry.power), entry.tallies.borda);
    check(weightedVote(samples), entry.tallies.weighted);
    check(bestOfN(samples), entry.tallies.best);
    const firstOfMajority = answers.indexOf(majorityVote(samples).winner ?? '');
    expect(majorityVote(samples).chosen ?? -1).toBe(firstOfMajority);
  });
});

describe('P(True) equals a sum over all two-token continuations', () => {
  it.each(oracle.ptrue.map((entry, i) => [i, entry] as const))('case %i', (_i, entry) => {
    const ids: Readonly<Record<string, number[]>> = entry.ids;
    const reader: LabelReader = {
      encode: (text) => ids[text] ?? [],
      logprobOf: ([a, b, ...rest]) => {
        if (a === undefined || rest.length > 0) return null;
        return (entry.first[a] ?? NaN) + (b === undefined ? 0 : (entry.second[a]?.[b] ?? NaN));
      },
    };
    const reading = readPTrue('q', 'a', { trueFirst: reader, falseFirst: reader });
    for (const order of ['trueFirst', 'falseFirst'] as const) {
      near(reading?.[order].pTrue, entry[order].pTrue);
      near(reading?.[order].mass, entry[order].mass);
    }
    near(reading?.pTrue, (entry.trueFirst.pTrue + entry.falseFirst.pTrue) / 2);
    near(tempered(entry.trueFirst.pTrue, entry.temperature), entry.tempered);
  });
});

describe('calibration equals NumPy and SciPy', () => {
  it.each(oracle.calibration.map((entry) => [entry.p.length, entry] as const))('%i items', (_n, entry) => {
    const items = entry.p.map((p, i) => ({ p, correct: entry.c[i] === 1 }));
    near(expectedCalibrationError(items), entry.ece);
    near(rmsCalibrationError(items), entry.rms);
    near(brier(items), entry.brier);
    near(auroc(items), entry.auroc);
    const conditional = conditionalAccuracy(items);
    near(conditional.accuracy, entry.accuracy);
    expect(conditional.count).toBe(entry.trusted);
    near(conditional.base, entry.base);
    if (!entry.interval) return;
    const interval = aurocInterval(items, createRng(1), { resamples: 1500 });
    near(interval?.low, entry.interval[0] ?? null, 0.02);
    near(interval?.high, entry.interval[1] ?? null, 0.02);
  });
  it.each(oracle.wqd.map((entry, i) => [i, entry] as const))('within questions, case %i', (_i, entry) => {
    const questions = entry.questions.map((items) =>
      items.map(([p, correct]) => ({ p: Number(p), correct: Boolean(correct) })),
    );
    near(withinQuestionDiscrimination(questions), entry.want);
  });
});

describe('intervals equal SciPy', () => {
  it.each(oracle.wilson)('Wilson $k of $n', ({ k, n, low, high }) => {
    near(wilson(k, n)?.low, low);
    near(wilson(k, n)?.high, high);
  });
  it('percentiles and the bootstrap of a mean', () => {
    const { values, percentiles, low, high } = oracle.bootstrap;
    for (const { q, value } of percentiles) near(percentile(values, q), value);
    const mean = (sample: readonly number[]): number => sample.reduce((a, b) => a + b, 0) / sample.length;
    const interval = bootstrapInterval(values, mean, createRng(2), { resamples: 4000 });
    near(interval?.low, low, 0.03);
    near(interval?.high, high, 0.03);
  });
  it.each(oracle.blindSpot)('blind spot, user $user, own $own', ({ user, own, rate, se }) => {
    const got = blindSpot(
      { successes: user[0] ?? NaN, n: user[1] ?? NaN },
      { successes: own[0] ?? NaN, n: own[1] ?? NaN },
    );
    near(got.rate, rate);
    near(got.standardError, se, 1e-6);
  });
});

describe('flips equal NumPy', () => {
  it.each(oracle.flips.map((entry, i) => [i, entry] as const))('case %i', (_i, entry) => {
    const got = flips(entry.first.map((first, i) => ({ first, second: entry.second[i] === true })));
    expect([got?.rightRight, got?.rightWrong, got?.wrongRight, got?.wrongWrong]).toEqual(entry.matrix);
    near(got?.acc1, entry.acc1);
    near(got?.acc2, entry.acc2);
    near(got?.confidence, entry.cl);
    near(got?.critique, entry.cs);
    near(got?.rss, entry.rss);
  });
  it('frequencies of several samples an item', () => {
    const { items, acc1, acc2, cl, cs, rss } = oracle.decomposition;
    const got = correctionScores(items.map(([pa = NaN, pb = NaN, pc = NaN]) => ({ pa, pb, pc })));
    near(got?.acc1, acc1);
    near(got?.acc2, acc2);
    near(got?.confidence, cl);
    near(got?.critique, cs);
    near(got?.rss, rss);
  });
});

describe('text rules', () => {
  it.each(oracle.numbers)('%s is %s', (text = '', canonical = '') => {
    expect(canonicalNumber(text)).toBe(canonical);
    expect(normaliseAnswer(`$${text} apples.`)).toBe(canonical);
  });
  it.each(oracle.markers.map((entry, i) => [i, entry] as const))(
    'published markers, text %i',
    (_i, entry) => {
      const hits = findMarkers(entry.text).filter((hit) => hit.published);
      expect(hits.map(({ start, end }) => [start, end])).toEqual(entry.hits);
    },
  );
});
