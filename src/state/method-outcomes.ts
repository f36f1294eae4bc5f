/** What a method came to, by the problem's id. A value: what is added makes another. Pure. */
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';

export type Outcomes = ReadonlyMap<string, ItemOutcome>;
export const NO_OUTCOMES: Outcomes = new Map();

/** The later of two for the same problem stands. */
export function withOutcomes(before: Outcomes, more: readonly ItemOutcome[]): Outcomes {
  return new Map([...before, ...more.map((one) => [one.item, one] as const)]);
}
