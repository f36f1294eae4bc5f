/**
 * Is a method better than spending its tokens on samples? From one pool of samples a problem: the first k of each, with k
 * such that they cost what the method cost, vote (self-consistency) or have their surest one chosen (Best-of-N by
 * self-certainty). Accuracy against tokens: arXiv 2306.09896 (pass@t); methods.md 14.3 and E4.
 * k is whole, so the tokens are equal only nearly: they stand with the figure.
 */
import { rate } from '../intervals.ts';
import type { Rate } from '../intervals.ts';
import { bestOfN } from '../votes/best-of-n.ts';
import { majorityVote } from '../votes/majority.ts';
import type { ScoredSample, Vote } from '../votes/vote.ts';
import type { JudgedAnswer } from './judged-item.ts';

/** The samples of each problem, in the order of drawing; `score` is self-certainty. As many for each. */
export type SamplePool = readonly (readonly JudgedAnswer[])[];
/** One way to spend tokens. */
export interface Baseline {
  /** Samples a problem. */
  readonly k: number;
  /** Mean a problem. */
  readonly tokens: number;
  readonly accuracy: Rate;
  /** Of each problem, in order. */
  readonly right: readonly boolean[];
}

/** The k whose mean tokens a problem come nearest to `tokens`; of two as near the larger. 0 for an empty pool. */
export function samplesFor(pool: SamplePool, tokens: number): number {
  const distances = Array.from({ length: sizeOf(pool) }, (_, i) =>
    Math.abs(meanTokens(pool, i + 1) - tokens),
  );
  return distances.lastIndexOf(Math.min(...distances)) + 1;
}

const MOST_SAMPLES = 64;
/** Sampled answers may be shorter than what they are judged by. */
const SPARE = 1.25;
/** Samples a problem that are good for so many mean tokens, judged by the greedy answers: 1 to 64. */
export function samplesWorth(tokens: number, greedy: readonly Pick<JudgedAnswer, 'generated'>[]): number {
  const mean = greedy.reduce((sum, { generated }) => sum + generated, 0) / Math.max(1, greedy.length);
  return Math.min(MOST_SAMPLES, Math.max(1, Math.ceil((SPARE * tokens) / Math.max(1, mean))));
}

/** So many samples a problem that are drawn must stand in place of these; null where they are worth it, or may be no more. */
export function moreSamplesWorth(tokens: number, pool: SamplePool): number | null {
  const n = sizeOf(pool);
  if (pool.length === 0 || n >= MOST_SAMPLES || !isShort(pool, tokens)) return null;
  const wanted = Math.ceil((SPARE * n * tokens) / Math.max(1, meanTokens(pool, n)));
  return Math.min(MOST_SAMPLES, Math.max(n + 1, wanted));
}
/** All of its samples together have fewer tokens: what is read from it is not at equal tokens. */
export function isShort(pool: SamplePool, tokens: number): boolean {
  return meanTokens(pool, sizeOf(pool)) < tokens;
}

/** The first k samples of each problem vote. */
export function selfConsistencyAt(pool: SamplePool, k: number): Baseline {
  return baseline(pool, k, majorityVote);
}
/** Of the first k samples of each problem the one with the highest score, among those with an answer. */
export function bestOfNAt(pool: SamplePool, k: number): Baseline {
  return baseline(pool, k, bestOfN);
}

function baseline(pool: SamplePool, k: number, vote: (samples: readonly ScoredSample[]) => Vote): Baseline {
  const right = pool.map((samples) => {
    const first = samples.slice(0, k);
    return first[vote(first).chosen ?? -1]?.right ?? false;
  });
  const accuracy = rate(right.filter(Boolean).length, right.length);
  return { k, tokens: meanTokens(pool, k), accuracy, right };
}

/** Samples that every problem has. */
function sizeOf(pool: SamplePool): number {
  return pool.length === 0 ? 0 : Math.min(...pool.map(({ length }) => length));
}

function meanTokens(pool: SamplePool, k: number): number {
  if (pool.length === 0) return 0;
  const all = pool.flatMap((samples) => samples.slice(0, k));
  return all.reduce((sum, { generated }) => sum + generated, 0) / pool.length;
}
