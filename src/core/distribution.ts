/**
 * What is known of the distribution at one place: the words that engine and methods share.
 * Statistics are of the raw logits (temperature 1, before any mask or penalty) over the tokenizer's real vocabulary.
 */
import type { TokenId } from './ids.ts';

/** Reductions of one row of raw logits z over V tokens; natural logarithms throughout. */
export interface Reductions {
  /** log Σ exp z. */
  readonly lse: number;
  readonly max: number;
  /** (1/V) Σ z. */
  readonly meanLogit: number;
  /** −Σ p log p, nats. */
  readonly entropy: number;
  /** Σ p (log p + H)², nats². */
  readonly varentropy: number;
  /** Σ p² (Gini measure of methods 1.2). */
  readonly sumSquares: number;
  /** p of the first minus p of the second token. */
  readonly margin: number;
  /** KL(U ‖ p) = lse − meanLogit − log V, nats. */
  readonly selfCertainty: number;
}
export interface Candidate {
  readonly id: TokenId;
  readonly logprob: number;
}
/** Distribution after a sequence. `top` is in falling order of probability, ties by smaller id. */
export interface Next extends Reductions {
  readonly top: readonly Candidate[];
  /** Raw logits over the real vocabulary, length V; present when Want.logits. */
  readonly logits?: Float32Array;
  /** Hidden states, [layers + 1, hidden]; present when Want.hidden. */
  readonly hidden?: Float32Array;
}
/** Statistics of one given token under the distribution before it. */
export interface TokenStats extends Next {
  readonly id: TokenId;
  readonly logprob: number;
  /** 1 = most likely; ties broken by smaller id. */
  readonly rank: number;
}
export interface Want {
  /** How many candidates `top` holds, 0 to 64. */
  readonly topK?: number;
  readonly logits?: boolean;
  readonly hidden?: boolean;
}
