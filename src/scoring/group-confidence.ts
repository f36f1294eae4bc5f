/**
 * DeepConf: how peaked a model was, token by token and over windows of tokens.
 *   c_i = −(1/k) Σ_{j in the k likeliest} log p_ij  (k = 20), nats, higher is surer;
 *   group confidence: the mean of c over a window of w tokens, at every place; a shorter answer is one group;
 *   of an answer: mean of c; tail: mean of its last w; bottom: mean of the lowest tenth of its groups; lowest: its lowest.
 * Source: Fu et al., Deep Think with Confidence, arXiv 2508.15260 §3, and its code; methods.md P1.
 * The cousin of self-certainty that needs no more than the likeliest tokens: no tail, no log V. Raw logprobs only.
 */
export const CONFIDENCE_CANDIDATES = 20;
export const CONFIDENCE_SCORES = ['mean', 'tail', 'bottom', 'lowest'] as const;
export type ConfidenceScore = (typeof CONFIDENCE_SCORES)[number];

/** @param logprobs of the likeliest tokens, at least one */
export function tokenConfidence(logprobs: readonly number[]): number {
  return -mean(logprobs.slice(0, CONFIDENCE_CANDIDATES));
}

/** One for each place of the window, in order. */
export function groupConfidences(confidences: readonly number[], window: number): number[] {
  if (confidences.length <= window) return confidences.length === 0 ? [] : [mean(confidences)];
  let sum = confidences.slice(0, window).reduce((total, value) => total + value, 0);
  const groups = [sum / window];
  for (let end = window; end < confidences.length; end++) {
    sum += (confidences[end] ?? 0) - (confidences[end - window] ?? 0);
    groups.push(sum / window);
  }
  return groups;
}

/** Null for an answer without tokens. */
export function answerConfidence(
  confidences: readonly number[],
  score: ConfidenceScore,
  window: number,
): number | null {
  if (confidences.length === 0) return null;
  const groups = groupConfidences(confidences, window).sort((a, b) => a - b);
  switch (score) {
    case 'mean':
      return mean(confidences);
    case 'tail':
      return mean(confidences.slice(-window));
    case 'bottom':
      return mean(groups.slice(0, Math.max(1, Math.floor(groups.length / 10))));
    case 'lowest':
      return groups[0] ?? null;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
