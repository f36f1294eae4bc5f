/**
 * Weighted vote: each sample votes with its own confidence w_i ≥ 0, for instance its P(True); argmax_a Σ_{i: a_i = a} w_i.
 * Source: Taubenfeld et al., Confidence Improves Self-Consistency, arXiv 2502.06233; methods.md P3 and 5.4.
 * CISC turns confidences c_i of any kind into weights first: w_i = exp(c_i / τ) / Σ_j exp(c_j / τ).
 * Equal weights give the majority vote. A sample without a score votes with 0: no confidence was measured.
 */
import { AppError } from '#core/app-error.ts';
import { tallyVotes, type ScoredSample, type Vote } from './vote.ts';

/** Throws 'bad-input' on a negative or infinite weight: log-probabilities are no weights. */
export function weightedVote(samples: readonly ScoredSample[]): Vote {
  const bad = samples.find(({ score }) => score !== null && !(score >= 0 && Number.isFinite(score)));
  if (bad)
    throw new AppError(
      'bad-input',
      `${bad.score} is no weight of a vote. Give weights of 0 or more, such as P(True).`,
      { weight: bad.score },
    );
  return tallyVotes(samples, (indices) =>
    indices.reduce((sum, index) => sum + (samples[index]?.score ?? 0), 0),
  );
}

/** τ → ∞ gives equal weights, τ → 0 the surest alone. A sample without a score keeps none. τ > 0. */
export function softmaxWeights(samples: readonly ScoredSample[], tau: number): ScoredSample[] {
  const scores = samples.flatMap(({ score }) => (score === null ? [] : [score]));
  const top = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp((score - top) / tau), 0);
  return samples.map(({ answer, score }) => ({
    answer,
    score: score === null ? null : Math.exp((score - top) / tau) / sum,
  }));
}
