import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { blindSpot, blindSpotRate } from './blind-spot.ts';
import {
  auroc,
  aurocInterval,
  expectedCalibrationError,
  reliabilityBins,
  rmsCalibrationError,
} from './calibration.ts';
import { flips } from './flips.ts';
import { bootstrapInterval, rate, wilson } from './intervals.ts';
import {
  followsFormat,
  orderGap,
  pooledForms,
  readPTrue,
  surfaceForms,
  tempered,
  temperedReading,
} from './ptrue.ts';
import { sequenceScores } from './sequence-scores.ts';

const items = fc.array(
  fc.record({ p: fc.integer({ min: 0, max: 30 }).map((k) => k / 30), correct: fc.boolean() }),
  {
    maxLength: 80,
  },
);

describe('calibration', () => {
  it('AUROC is symmetric: turning the score or the labels round gives 1 − AUROC', () => {
    fc.assert(
      fc.property(items, (list) => {
        const value = auroc(list);
        const turned = auroc(list.map(({ p, correct }) => ({ p: -p, correct })));
        const relabelled = auroc(list.map(({ p, correct }) => ({ p, correct: !correct })));
        if (value === null) expect([turned, relabelled]).toEqual([null, null]);
        else {
          expect(turned).toBeCloseTo(1 - value, 12);
          expect(relabelled).toBeCloseTo(1 - value, 12);
        }
      }),
    );
  });
  it('does not depend on the order of the items, ties included', () => {
    fc.assert(
      fc.property(items, fc.integer(), (list, seed) => {
        const other = createRng(seed).shuffle(list);
        expect(auroc(other)).toBe(auroc(list));
        expect(expectedCalibrationError(other) ?? -1).toBeCloseTo(expectedCalibrationError(list) ?? -1, 12);
      }),
    );
  });
  it('bins hold every item once and differ by at most one', () => {
    fc.assert(
      fc.property(items, (list) => {
        const counts = reliabilityBins(list).map(({ count }) => count);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(list.length);
        if (counts.length > 0) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        expect(rmsCalibrationError(list) ?? 0).toBeGreaterThanOrEqual(
          (expectedCalibrationError(list) ?? 0) - 1e-12,
        );
      }),
    );
  });
  it('one class alone has no AUROC and no interval', () => {
    const list = [{ p: 0.3, correct: true }];
    expect(auroc(list)).toBeNull();
    expect(aurocInterval(list, createRng(1))).toBeNull();
  });
});

describe('intervals', () => {
  it('Wilson holds the share, stays in [0, 1] and mirrors', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const k = Math.round(share * n);
          const { low = NaN, high = NaN } = wilson(k, n) ?? {};
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(k / n);
          expect(high).toBeGreaterThanOrEqual(k / n);
          expect(wilson(n - k, n)?.low).toBeCloseTo(1 - high, 10);
        },
      ),
    );
  });
  it('no items give no interval; more successes than items are refused', () => {
    expect(rate(0, 0)).toEqual({ successes: 0, n: 0, rate: null, interval: null });
    expect(bootstrapInterval([], () => 0, createRng(1))).toBeNull();
    expect(() => wilson(3, 2)).toThrow(/Give whole numbers/);
  });
  it('the same seed gives the same bootstrap', () => {
    const run = () =>
      bootstrapInterval([1, 5, 2, 8], (s) => Math.max(...s), createRng(4), { resamples: 200 });
    expect(run()).toEqual(run());
    expect(run()).toEqual({ low: 2, high: 8 });
  });
  it('blind spot: nothing corrected is 1, better at own errors is negative, a useless user side is marked', () => {
    expect(blindSpotRate(0.8, 0)).toBe(1);
    expect(blindSpotRate(0.5, 0.75)).toBe(-0.5);
    expect(blindSpotRate(0, 0.4)).toBe(0);
    expect(blindSpot({ successes: 1, n: 20 }, { successes: 0, n: 20 }).meaningful).toBe(false);
    expect(() => blindSpot({ successes: 0, n: 0 }, { successes: 0, n: 1 })).toThrow(/at least one of each/);
  });
});

describe('flips', () => {
  it('Acc2 = Acc1·CL + (1 − Acc1)·CS and the cells add up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ first: fc.boolean(), second: fc.boolean() }), { minLength: 1 }),
        (pairs) => {
          const got = flips(pairs);
          if (!got) throw new Error('pairs give flips');
          const { acc1, acc2, confidence, critique } = got;
          expect(acc1 * (confidence ?? 0) + (1 - acc1) * (critique ?? 0)).toBeCloseTo(acc2, 12);
          expect(got.rightRight + got.rightWrong + got.wrongRight + got.wrongWrong).toBe(pairs.length);
          expect(acc2 - acc1).toBeCloseTo(got.repaired - got.broken, 12);
        },
      ),
    );
  });
  it('no items, no report', () => {
    expect(flips([])).toBeNull();
  });
});

describe('sequence scores', () => {
  const token = { logprob: -1, entropy: 0.5, selfCertainty: 3, forced: null };
  it('forced tokens change nothing, wherever they stand', () => {
    const planted = { logprob: -20, entropy: 5, selfCertainty: 0.1, forced: 'planted' };
    const { count, meanLogprob, selfCertainty } = sequenceScores([planted, token, planted, token]) ?? {};
    expect({ count, meanLogprob, selfCertainty }).toEqual({ count: 2, meanLogprob: -1, selfCertainty: 3 });
    expect(sequenceScores([planted])).toBeNull();
    expect(sequenceScores([])).toBeNull();
  });
  it("the authors' position convention is one later, and null without the distribution after the last token", () => {
    const other = { ...token, selfCertainty: 5 };
    expect(sequenceScores([token, other])?.selfCertaintyAfter).toBeNull();
    expect(sequenceScores([token, other], { entropy: 0, selfCertainty: 9 })?.selfCertaintyAfter).toBe(7);
  });
  it('no Gini where a token lacks the sum of squares', () => {
    expect(sequenceScores([{ ...token, sumSquares: 0.4 }])?.gini).toBe(0.4);
    expect(sequenceScores([{ ...token, sumSquares: 0.4 }, token])?.gini).toBeNull();
  });
});

describe('P(True)', () => {
  const ids: Readonly<Record<string, number[]>> = {
    A: [1],
    ' A': [1],
    '(A': [3, 1],
    'A)': [1, 4],
    B: [2],
    True: [5],
    true: [5, 6],
  };
  const encode = (text: string): number[] => ids[text] ?? [];
  const reader = (logprobs: Readonly<Record<string, number>>) => ({
    encode,
    logprobOf: (tokens: readonly number[]) => logprobs[tokens.join()] ?? null,
  });

  it('pools equal ids once and leaves out what begins with another form', () => {
    expect(pooledForms(surfaceForms('A', 'True'), encode)).toEqual([[1], [5], [3, 1]]);
    expect(pooledForms(['A', 'A)'], encode)).toEqual([[1]]);
  });
  it('averages both orders, and shows the gap and the mass', () => {
    const half = reader({ '1': Math.log(0.6), '2': Math.log(0.2) });
    const reading = readPTrue('q', 'a', { trueFirst: half, falseFirst: half });
    if (!reading) throw new Error('both options are known');
    expect(reading.trueFirst.pTrue).toBeCloseTo(0.75, 12);
    expect(reading.falseFirst.pTrue).toBeCloseTo(0.25, 12);
    expect(reading.pTrue).toBeCloseTo(0.5, 12);
    expect(orderGap(reading)).toBeCloseTo(0.5, 12);
    expect(followsFormat(reading)).toBe(true);
    expect(temperedReading(reading, 1e9).trueFirst.pTrue).toBeCloseTo(0.5, 6);
  });
  it('says so when the format is not followed, and reads nothing when an option is unknown', () => {
    const vague = reader({ '1': Math.log(0.1), '2': Math.log(0.2) });
    const reading = readPTrue('q', 'a', { trueFirst: vague, falseFirst: vague });
    expect(reading && followsFormat(reading)).toBe(false);
    const blind = reader({ '1': Math.log(0.9) });
    expect(readPTrue('q', 'a', { trueFirst: blind, falseFirst: vague })).toBeNull();
  });
  it('shifting both log-probabilities shifts the mass and nothing else', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -30, max: 0, noNaN: true }),
        fc.double({ min: -30, max: 0, noNaN: true }),
        (a, b) => {
          const at = (shift: number) => reader({ '1': a + shift, '2': b + shift });
          const here = readPTrue('q', 'a', { trueFirst: at(0), falseFirst: at(0) });
          const there = readPTrue('q', 'a', { trueFirst: at(-5), falseFirst: at(-5) });
          expect(there?.pTrue).toBeCloseTo(here?.pTrue ?? NaN, 9);
          expect(here?.pTrue).toBeCloseTo(0.5, 12);
          expect(Math.log(there?.trueFirst.mass ?? NaN)).toBeCloseTo(
            Math.log(here?.trueFirst.mass ?? NaN) - 5,
            9,
          );
        },
      ),
    );
  });
  it('temperature 1 changes nothing; the ends stay where they are', () => {
    expect(tempered(0.83, 1)).toBeCloseTo(0.83, 12);
    expect([tempered(0, 2), tempered(1, 2)]).toEqual([0, 1]);
  });
});
