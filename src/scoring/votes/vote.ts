/**
 * What all votes share: samples fall into buckets of equal answers, a bucket collects weight, the heaviest wins.
 * A sample without an answer never votes; the text shown for the winner is the first sample of its bucket.
 * Source: methods.md 1.3. Buckets are filled in sample order; equality within 1e-6 compares with a bucket's first.
 * Must not hide ties: small N makes them common, and a winner badge on a tie would be chance.
 */
import { equalAnswers } from '../answers/equal-answers.ts';

/** Normalised answer, or null when nothing could be extracted. */
export interface VotingSample {
  readonly answer: string | null;
}
export interface ScoredSample extends VotingSample {
  /** Higher is more confident. Null (an empty answer has no score) ranks last. */
  readonly score: number | null;
}
interface Bucket {
  readonly answer: string;
  readonly weight: number;
  readonly samples: readonly number[];
}
export interface Vote {
  readonly winner: string | null;
  /** Heaviest first; equal weights in order of first appearance. */
  readonly tally: readonly Bucket[];
  /** Answers that share the top weight: more than one = a tie, which the first to appear wins. */
  readonly ties: readonly string[];
  /** Index of the sample whose text is shown; null when there is none to show. */
  readonly chosen: number | null;
}

/** Weights are sums in some order, so equal ones may differ in the last bits. */
function sameWeight(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/** Indices of equal answers, in order of first appearance. */
function bucketAnswers(samples: readonly VotingSample[]): { answer: string; samples: number[] }[] {
  const buckets: { answer: string; samples: number[] }[] = [];
  samples.forEach(({ answer }, index) => {
    if (answer === null) return;
    const bucket = buckets.find((candidate) => equalAnswers(candidate.answer, answer));
    if (bucket) bucket.samples.push(index);
    else buckets.push({ answer, samples: [index] });
  });
  return buckets;
}

/** `weightOf` a bucket from the indices of its samples. */
export function tallyVotes(
  samples: readonly VotingSample[],
  weightOf: (indices: readonly number[]) => number,
): Vote {
  const weighed = bucketAnswers(samples).map((bucket) => ({ ...bucket, weight: weightOf(bucket.samples) }));
  const top = Math.max(...weighed.map(({ weight }) => weight));
  const leaders = weighed.filter(({ weight }) => weight === top || sameWeight(weight, top));
  const rest = weighed.filter((bucket) => !leaders.includes(bucket));
  return {
    winner: leaders[0]?.answer ?? null,
    tally: [...leaders, ...rest.sort((a, b) => b.weight - a.weight)],
    ties: leaders.map(({ answer }) => answer),
    chosen: leaders[0]?.samples[0] ?? null,
  };
}

/** Sample indices from the highest to the lowest score; equal scores in sample order, null last. */
export function rankByScore(samples: readonly ScoredSample[]): number[] {
  const scoreAt = (index: number): number => samples[index]?.score ?? -Infinity;
  // Infinity − Infinity is NaN, so compare instead of subtracting.
  const compare = (a: number, b: number): number =>
    Number(scoreAt(b) > scoreAt(a)) - Number(scoreAt(b) < scoreAt(a));
  return samples.map((_, index) => index).sort(compare);
}
