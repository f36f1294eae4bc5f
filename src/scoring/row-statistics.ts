/**
 * Statistics of one row of raw logits z over V tokens, p = softmax(z), natural logarithms, float64 sums.
 * With d = z − max, S = Σ e^d:  lse = max + log S;  H = log S − Σ d·e^d / S;
 * varentropy = Var_p(log p) = Σ d²·e^d / S − (Σ d·e^d / S)²;  Σ p² = Σ e^{2d} / S².
 * Self-certainty = KL(U ‖ p) = lse − mean z − log V (Kang et al., Scalable Best-of-N, arXiv 2502.18581).
 * Must not apply temperature, masks or penalties: these numbers describe the model, not the sampler.
 */
import type { TokenId } from '#core/ids.ts';

export interface RowStatistics {
  readonly lse: number;
  readonly max: number;
  readonly meanLogit: number;
  readonly entropy: number;
  readonly varentropy: number;
  readonly sumSquares: number;
  readonly margin: number;
  readonly selfCertainty: number;
}
export const MAX_TOP_K = 64;

/** Two passes over the row. −∞ logits count as probability 0; NaN in the row gives NaN in `lse`. */
export function rowStatistics(row: Float32Array): RowStatistics {
  const n = row.length;
  let max = -Infinity;
  let second = -Infinity;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const z = row[i] as number;
    sum += z;
    if (z > second) {
      if (z > max) {
        second = max;
        max = z;
      } else second = z;
    }
  }
  let mass = 0;
  let first = 0;
  let squares = 0;
  let masses = 0;
  for (let i = 0; i < n; i++) {
    const d = (row[i] as number) - max;
    const e = Math.exp(d);
    // Not `e > 0`: NaN must reach the sums. A zero weight must not meet d = −∞.
    if (e === 0) continue;
    const de = d * e;
    mass += e;
    first += de;
    squares += d * de;
    masses += e * e;
  }
  const logMass = Math.log(mass);
  const mean = first / mass;
  const meanLogit = sum / n;
  const lse = max + logMass;
  return {
    lse,
    max,
    meanLogit,
    entropy: Math.max(0, logMass - mean),
    varentropy: Math.max(0, squares / mass - mean * mean),
    sumSquares: masses / (mass * mass),
    margin: (1 - Math.exp(second - max)) / mass,
    // The clamp hides rounding only: KL is never negative.
    selfCertainty: Math.max(0, lse - meanLogit - Math.log(n)),
  };
}

/** The k likeliest tokens, k ≤ 64, falling, ties by smaller id; `lse` of the same row. */
export function topK(row: Float32Array, k: number, lse: number): { id: TokenId; logprob: number }[] {
  const size = Math.min(k, MAX_TOP_K, row.length);
  if (size <= 0) return [];
  const ids = new Int32Array(size);
  const values = new Float32Array(size).fill(-Infinity);
  let filled = 0;
  let least = -Infinity;
  for (let i = 0; i < row.length; i++) {
    const z = row[i] as number;
    // Ids come in rising order, so a strict comparison keeps the smaller id of equals.
    if (filled === size && !(z > least)) continue;
    let at = filled < size ? filled++ : size - 1;
    while (at > 0 && (values[at - 1] as number) < z) {
      values[at] = values[at - 1] as number;
      ids[at] = ids[at - 1] as number;
      at--;
    }
    values[at] = z;
    ids[at] = i;
    least = values[size - 1] as number;
  }
  return Array.from(ids, (id, i) => ({ id, logprob: (values[i] as number) - lse }));
}

/** Log-probability of `id` and its rank: 1 + how many tokens are likelier, or as likely with a smaller id. */
export function targetStatistics(
  row: Float32Array,
  id: TokenId,
  lse: number,
): { id: TokenId; logprob: number; rank: number } {
  const value = row[id] as number;
  let rank = 1;
  for (let i = 0; i < id; i++) if ((row[i] as number) >= value) rank++;
  for (let i = id + 1; i < row.length; i++) if ((row[i] as number) > value) rank++;
  return { id, logprob: value - lse, rank };
}
