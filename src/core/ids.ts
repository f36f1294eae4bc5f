/** Ids and branded quantities. Mixing logs and probabilities is the bug the brands prevent. */
export type TokenId = number;
/** A sequence is a value: immutable token ids. Equal prefixes share cache, whoever made them. */
export type Tokens = readonly TokenId[];

declare const unit: unique symbol;
export type Nats = number & { readonly [unit]: 'nats' };
/** Natural logarithm of a probability, ≤ 0. */
export type LogProb = number & { readonly [unit]: 'logprob' };
/** In [0, 1]. */
export type Prob = number & { readonly [unit]: 'prob' };

/** What the pure layers need of an AbortSignal, so that they compile without the DOM library. */
export interface StopSignal {
  readonly aborted: boolean;
}
