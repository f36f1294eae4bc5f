/** Runs a probe on a model: every item under every condition, greedy. */
import type { Engine } from '#engine/types.ts';
import type { Probe, ProbeOptions, Trial } from '#probes/define.ts';
import { complete } from './complete.ts';

export interface ProbeRunOptions extends ProbeOptions {
  readonly signal?: AbortSignal;
  /** Told how many items are answered. */
  readonly onItems?: (done: number) => void;
}
/** Most new tokens of an answer: a long solution twice. */
export const ANSWER_TOKENS = 160;
/** Conditions of an item share its prompt, so they are asked together; more items at once push it out of the cache. */
const ITEMS_AT_ONCE = 50;

/** In the order of the items, each under all conditions. Rejects as the engine does, 'aborted' when stopped. */
export async function runProbe<Item, Condition extends string>(
  engine: Engine,
  probe: Pick<Probe<Item, Condition, unknown>, 'items' | 'opening'>,
  conditions: readonly Condition[],
  { signal, onItems, ...options }: ProbeRunOptions,
): Promise<Trial<Item, Condition>[]> {
  const items = probe.items(options);
  const trials: Trial<Item, Condition>[] = [];
  onItems?.(0);
  for (let from = 0; from < items.length; from += ITEMS_AT_ONCE) {
    const asked = items
      .slice(from, from + ITEMS_AT_ONCE)
      .flatMap((item) =>
        conditions.map((condition) => ({ item, condition, opening: probe.opening(item, condition) })),
      );
    const settings = { seed: options.seed, tokens: ANSWER_TOKENS };
    const answers = await complete(
      engine,
      asked.map(({ opening }) => opening),
      settings,
      signal,
    );
    asked.forEach((one, i) => trials.push({ ...one, turn: answers[i]?.text ?? '' }));
    onItems?.(Math.min(from + ITEMS_AT_ONCE, items.length));
  }
  return trials;
}
