/**
 * Borda vote with power p: rank all N samples by score, r = 1 the highest, weight v(r) = (N − r + 1)^p.
 * A sample without an answer keeps its rank, but its weight goes to nobody.
 * p = 0 is the majority vote; p → ∞ is Best-of-N. The paper: p = 0.3 for N ≤ 16, 1.2 for N ≥ 32; its code: 0.5.
 * Source: Kang et al., arXiv 2502.18581 §4; methods.md 1.3. Only the order of the scores counts, not their size.
 */
import { AppError } from '#core/app-error.ts';
import { rankByScore, tallyVotes, type ScoredSample, type Vote } from './vote.ts';

/** Throws 'bad-input' unless p ≥ 0 and N^p stays finite. */
export function bordaVote(samples: readonly ScoredSample[], power: number): Vote {
  const n = samples.length;
  if (!(power >= 0) || !Number.isFinite(n * n ** power))
    throw new AppError(
      'bad-input',
      `A Borda power of ${power} does not work for ${n} samples. Use 0 to 10, or Best-of-N for more.`,
      { power, samples: n },
    );
  const weights = new Array<number>(n).fill(0);
  rankByScore(samples).forEach((index, position) => (weights[index] = (n - position) ** power));
  return tallyVotes(samples, (indices) => indices.reduce((sum, index) => sum + (weights[index] ?? 0), 0));
}

/** The paper's rule of thumb; between its two ranges the middle. */
export function suggestedBordaPower(samples: number): number {
  if (samples <= 16) return 0.3;
  return samples >= 32 ? 1.2 : 0.75;
}
