/**
 * How well a confidence p in [0, 1] tells right (c = 1) from wrong (c = 0) items.
 *   ECE = mean over 10 bins of EQUAL COUNT of |mean p − share right|;  RMS calibration error = √ mean of the squares;
 *   Brier = mean (p − c)²;  AUROC = P(p of a right item > p of a wrong one), ties half.
 * Source: Kadavath et al., arXiv 2207.05221 §2; methods.md 2.4. Below about 50 items draw a strip plot, not bins.
 * Everything here is null when its items are missing: no items, or for AUROC only one of the two classes.
 */
import type { Rng } from '#core/rng.ts';
import { percentile, type Interval } from './intervals.ts';

export interface Judged {
  readonly p: number;
  readonly correct: boolean;
}
export interface ReliabilityBin {
  readonly count: number;
  readonly meanPredicted: number;
  readonly observed: number;
}
const BINS = 10;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Runs of equal p in rising order. */
function groupsByP(items: readonly Judged[]): Judged[][] {
  const groups: Judged[][] = [];
  for (const item of [...items].sort((a, b) => a.p - b.p)) {
    const last = groups.at(-1);
    if (last?.[0]?.p === item.p) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

/**
 * Items in rising p, cut into `bins` bins of equal count (the first n mod bins hold one more; fewer items than bins:
 * one item a bin). Items of equal p share their mean outcome, so that a tie across a border does not make the result
 * depend on the order of the items.
 */
export function reliabilityBins(items: readonly Judged[], bins = BINS): ReliabilityBin[] {
  const rows = groupsByP(items).flatMap((group) => {
    const outcome = mean(group.map((item) => Number(item.correct)));
    return group.map(({ p }) => ({ p, outcome }));
  });
  const size = Math.floor(rows.length / bins);
  const larger = rows.length % bins;
  return Array.from({ length: Math.min(bins, rows.length) }, (_, i) => {
    const start = i * size + Math.min(i, larger);
    const bin = rows.slice(start, start + size + (i < larger ? 1 : 0));
    return {
      count: bin.length,
      meanPredicted: mean(bin.map(({ p }) => p)),
      observed: mean(bin.map(({ outcome }) => outcome)),
    };
  });
}

function gaps(items: readonly Judged[], bins: number): number[] {
  return reliabilityBins(items, bins).map((bin) => Math.abs(bin.meanPredicted - bin.observed));
}

/** [0, 1], lower is better. */
export function expectedCalibrationError(items: readonly Judged[], bins = BINS): number | null {
  return items.length === 0 ? null : mean(gaps(items, bins));
}

/** [0, 1], lower is better; never below the ECE. */
export function rmsCalibrationError(items: readonly Judged[], bins = BINS): number | null {
  return items.length === 0 ? null : Math.sqrt(mean(gaps(items, bins).map((gap) => gap * gap)));
}

/** [0, 1], lower is better; 0.25 is always saying 0.5. */
export function brier(items: readonly Judged[]): number | null {
  return items.length === 0 ? null : mean(items.map(({ p, correct }) => (p - Number(correct)) ** 2));
}

/** [0, 1], higher is better; 0.5 is chance. p need not be a probability: any score will do. */
export function auroc(items: readonly Judged[]): number | null {
  let wrongBelow = 0;
  let wins = 0;
  let right = 0;
  for (const group of groupsByP(items)) {
    const rightHere = group.filter((item) => item.correct).length;
    const wrongHere = group.length - rightHere;
    wins += rightHere * (wrongBelow + wrongHere / 2);
    right += rightHere;
    wrongBelow += wrongHere;
  }
  return right === 0 || wrongBelow === 0 ? null : wins / (right * wrongBelow);
}

export interface ConditionalAccuracy {
  /** Share right among the items with p > threshold; null when there are none. */
  readonly accuracy: number | null;
  readonly count: number;
  /** Share right among all items. */
  readonly base: number | null;
}

export function conditionalAccuracy(items: readonly Judged[], threshold = 0.5): ConditionalAccuracy {
  const share = (list: readonly Judged[]): number | null =>
    list.length === 0 ? null : mean(list.map((item) => Number(item.correct)));
  const trusted = items.filter((item) => item.p > threshold);
  return { accuracy: share(trusted), count: trusted.length, base: share(items) };
}

/**
 * Percentile bootstrap of the AUROC. Right and wrong items are drawn anew within their class, so that every draw has
 * both classes. O(resamples · n log n).
 */
export function aurocInterval(
  items: readonly Judged[],
  rng: Rng,
  { level = 0.95, resamples = 1000 } = {},
): Interval | null {
  const classes = [items.filter((item) => item.correct), items.filter((item) => !item.correct)];
  if (classes.some((list) => list.length === 0)) return null;
  const draws = Array.from({ length: resamples }, () =>
    auroc(classes.flatMap((list) => list.map(() => rng.pick(list)))),
  ).filter((value) => value !== null);
  const tail = (1 - level) / 2;
  return { low: percentile(draws, tail), high: percentile(draws, 1 - tail) };
}

/**
 * Within-question discrimination: over all pairs (right, wrong) of the SAME question, the share in which the right one
 * has the higher p, ties half. [0, 1], higher is better, 0.5 is chance. What a selector among samples needs, where
 * AUROC across questions may only tell easy from hard ones. Source: CISC, arXiv 2502.06233; methods.md P3.
 */
export function withinQuestionDiscrimination(questions: readonly (readonly Judged[])[]): number | null {
  let pairs = 0;
  let wins = 0;
  for (const items of questions) {
    const right = items.filter((item) => item.correct).length;
    const here = right * (items.length - right);
    wins += here * (auroc(items) ?? 0);
    pairs += here;
  }
  return pairs === 0 ? null : wins / pairs;
}
