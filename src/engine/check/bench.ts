/** An engine beside what is known of its model: how the checks compare the two, and say by how much they differ. */
import type { Tokens } from '#core/ids.ts';
import type { Engine, Next } from '#engine/types.ts';
import { after, keyOf } from './reference.ts';
import type { Reference } from './reference.ts';

export interface Bench {
  readonly engine: Engine;
  readonly reference: Reference;
  /** Of a logit. */
  readonly tolerance: number;
}

export function difference(a: Next, b: Next): number {
  const other = b.logits;
  if (!a.logits || other?.length !== a.logits.length) return Infinity;
  return a.logits.reduce((most, z, i) => Math.max(most, Math.abs(z - (other[i] as number))), 0);
}

export function demand(holds: boolean, found: string): void {
  if (!holds) throw new Error(found);
}

/** @returns the largest difference of a logit. Throws when it is above the tolerance. */
export async function agree(
  { engine, reference, tolerance }: Bench,
  all: readonly Tokens[],
): Promise<number> {
  let largest = 0;
  for (const tokens of all) {
    const known = reference.rows.get(keyOf(tokens));
    if (known === undefined) throw new Error('the reference lacks a question');
    const found = difference(await after(engine, tokens), known);
    demand(found <= tolerance, `${tokens.length} tokens: a logit is ${found.toPrecision(3)} off`);
    largest = Math.max(largest, found);
  }
  return largest;
}

export const off = (largest: number): string => `largest difference of a logit ${largest.toExponential(1)}`;

/** Tokens that the engine reads from now on. */
export function readFromHere(engine: Engine): () => number {
  const before = engine.cost().computedTokens;
  return () => engine.cost().computedTokens - before;
}
