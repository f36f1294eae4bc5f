/**
 * Best-of-N: the sample with the highest score, whatever the others say. A bucket weighs as much as its best sample.
 * Samples without an answer come last (the authors' code sets their score to −1e9): one is chosen only when no sample
 * has an answer, and then there is no winner. Samples without a score weigh −∞.
 * Source: Kang et al., arXiv 2502.18581; methods.md 1.3. With a score of any kind: higher must mean more confident.
 */
import { rankByScore, tallyVotes, type ScoredSample, type Vote } from './vote.ts';

export function bestOfN(samples: readonly ScoredSample[]): Vote {
  const vote = tallyVotes(samples, (indices) =>
    Math.max(...indices.map((index) => samples[index]?.score ?? -Infinity)),
  );
  const ranked = rankByScore(samples);
  const best = ranked.find((index) => samples[index]?.answer !== null) ?? ranked[0] ?? null;
  const winner =
    best === null ? null : (vote.tally.find((bucket) => bucket.samples.includes(best))?.answer ?? null);
  return { ...vote, winner, chosen: best };
}
