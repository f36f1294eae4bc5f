/**
 * One number for a whole answer (or step) from its per-token values, with y_i the token at index i and p_i the raw
 * distribution that produced it (temperature 1, whole vocabulary of V tokens, natural logarithms):
 *   AvgLogP = mean log p_i[y_i];  perplexity = exp(−AvgLogP);  entropy H_i = −Σ p log p;
 *   self-certainty C_i = KL(U ‖ p_i) = −(1/V) Σ log(V p_ij);  Gini = Σ p²;  DP_i = −exp(H_i).
 * Source: Kang et al., Scalable Best-of-N via Self-Certainty, arXiv 2502.18581; methods.md 1.2.
 * Forced tokens (planted, injected, edited, chosen by hand) say nothing about the model and enter no average.
 * Must not be compared across models or builds, and must never see values taken after masks or temperature.
 */

/** The part of a token event or of engine statistics that sequence scores need. */
export interface TokenMeasures extends DistributionMeasures {
  readonly logprob: number;
  /** Anything but null takes the token out of every average. */
  readonly forced: string | null;
}
export interface DistributionMeasures {
  readonly entropy: number;
  readonly selfCertainty: number;
  /** Σ p²; traces do not carry it, and without it there is no Gini score. */
  readonly sumSquares?: number;
}

export interface SequenceScores {
  /** How many tokens were averaged. */
  readonly count: number;
  /** (−∞, 0], higher is more confident. */
  readonly meanLogprob: number;
  /** [1, ∞), lower is more confident. */
  readonly perplexity: number;
  /** [0, log V] nats, lower is more confident. */
  readonly meanEntropy: number;
  /** [0, ∞) nats, higher is more confident. Position convention of the paper: the distribution that produced the token. */
  readonly selfCertainty: number;
  /**
   * The same over the distributions AFTER each token, as the authors' code slices them: it leaves out the one that
   * produced the first token and takes in the one after the last. Null when that last one was not given.
   */
  readonly selfCertaintyAfter: number | null;
  /** [1/V, 1], higher is more confident; null when some token lacks Σ p². */
  readonly gini: number | null;
  /** [−V, −1], higher is more confident. */
  readonly distributionalPerplexity: number;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Null unless every value is there: a mean over some of the tokens would pass for one over all. */
function meanIfAll(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? mean(known) : null;
}

/** Null when no token counts. `after`: the distribution that follows the last token, where the caller has it. */
export function sequenceScores(
  tokens: readonly TokenMeasures[],
  after: DistributionMeasures | null = null,
): SequenceScores | null {
  const counted = tokens.filter((token) => token.forced === null);
  if (counted.length === 0) return null;
  const following = tokens.flatMap((token, i) =>
    token.forced === null ? [(tokens[i + 1] ?? after)?.selfCertainty] : [],
  );
  const meanLogprob = mean(counted.map((token) => token.logprob));
  return {
    count: counted.length,
    meanLogprob,
    perplexity: Math.exp(-meanLogprob),
    meanEntropy: mean(counted.map((token) => token.entropy)),
    selfCertainty: mean(counted.map((token) => token.selfCertainty)),
    selfCertaintyAfter: meanIfAll(following),
    gini: meanIfAll(counted.map((token) => token.sumSquares)),
    distributionalPerplexity: mean(counted.map((token) => -Math.exp(token.entropy))),
  };
}
