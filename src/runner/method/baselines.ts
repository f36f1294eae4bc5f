/**
 * What the tokens of a method would have bought otherwise, on the same problems: the greedy answer, and one pool of
 * samples from which self-consistency and Best-of-N are read at any number of tokens.
 */
import type { Engine } from '#engine/types.ts';
import { METHODS } from '#methods/index.ts';
import type { BaselinePool } from '#scoring/methods/compared-method.ts';
import { moreSamplesWorth, samplesWorth } from '#scoring/methods/equal-tokens.ts';
import { inOrder } from '#scoring/methods/item-outcome.ts';
import type { Item } from '#tasks/items/item.ts';
import type { ItemSettings } from './item-state.ts';
import type { ItemRun } from './run-item.ts';
import { runMethod } from './run-method.ts';

interface PoolRequest {
  readonly items: readonly Item[];
  readonly temperature: number;
  /** Mean tokens a problem that the samples should be good for. */
  readonly tokens: number;
  readonly inFlight: number;
}

/** Null when it was stopped before it was whole. Rejects as the engine does. */
export async function drawBaselines(
  engine: Engine,
  { items, temperature, tokens, inFlight }: PoolRequest,
  settings: ItemSettings,
): Promise<BaselinePool | null> {
  const unlimited = { ...settings, budget: { tokens: null, calls: null, seconds: null } };
  const run = async (method: 'greedy' | 'self-certainty-best-of-n', args: Record<string, number>) => {
    const runs: ItemRun[] = [];
    const request = { method: METHODS[method], args, items, inFlight };
    for await (const one of runMethod(engine, request, unlimited)) runs.push({ ...one, events: [] });
    return inOrder(items, runs).map(({ candidates }) => candidates);
  };
  const greedy = (await run('greedy', {})).flatMap(([answer]) => answer ?? []);
  if (greedy.length < items.length) return null;
  for (let n: number | null = samplesWorth(tokens, greedy); ;) {
    // Sample k of a problem is the same however many are drawn, so a larger pool begins with the smaller one.
    const samples = await run('self-certainty-best-of-n', { n, temperature });
    if (samples.length < items.length) return null;
    n = moreSamplesWorth(tokens, samples);
    if (n === null) return { temperature, greedy, samples };
  }
}
