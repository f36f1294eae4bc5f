/** Tokens that the engine computed although it had before: what its cache could not keep (methods.md E4). */
import type { ItemOutcome } from './item-outcome.ts';

/** @param computedTokens of the engine for all these problems. Problems that begin alike share what they have in common, so this is a lower bound. */
export function recomputedTokens(
  outcomes: readonly Pick<ItemOutcome, 'cost'>[],
  computedTokens: number,
): number {
  return Math.max(0, computedTokens - outcomes.reduce((sum, { cost }) => sum + cost.needed, 0));
}
