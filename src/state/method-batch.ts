/** Carries a comparison of methods out, one method after the other: the engine's batches are full with one. */
import type { TraceHeader } from '#core/trace/events.ts';
import { inOrder } from '#scoring/methods/item-outcome.ts';
import type { ItemSet } from '#tasks/items/item-set.ts';
import type { Item } from '#tasks/items/item.ts';
import { GREEDY, poolMethod, temperatureOf } from './method-baselines.ts';
import type { ChosenMethod } from './method-choice.ts';
import type { Conditions } from './method-conditions.ts';
import type { MethodRun } from './method-run.svelte.ts';
import { distinct } from './method-runs.ts';
import type { Loaded } from './model-slot.svelte.ts';

/** So many problems at once fill the engine's batches without holding much memory. */
const IN_FLIGHT = 8;

/** What is run, from beginning to end, whatever becomes of the address meanwhile. */
export interface Asked {
  readonly conditions: Conditions;
  readonly loaded: Loaded;
  readonly set: ItemSet;
  readonly items: readonly Item[];
  /** Those that this model can follow. */
  readonly able: readonly ChosenMethod[];
  /** Id of the problem that is shown while it is written. */
  readonly watched: string | null;
  readonly runOf: (chosen: ChosenMethod) => MethodRun;
  /** Told of each run before it begins, by its key. */
  readonly begin: (run: string) => Promise<void>;
  readonly headerOf: (chosen: ChosenMethod, problem: TraceHeader['problem']) => TraceHeader;
  /** False once another model has taken the place of this one. */
  readonly isStanding: () => boolean;
}

/**
 * Greedy first, so that flips are known at once; the samples last, since what they must be worth is known last. True when
 * all came to their end.
 */
export async function runAll(asked: Asked, signal: AbortSignal): Promise<boolean> {
  const { items, able, runOf } = asked;
  const greedy = runOf(GREEDY);
  const runs = able.map(runOf);
  let isDone = true;
  for (const run of distinct([greedy, ...runs])) isDone = (await runOne(run, asked, signal)) && isDone;
  const compared = runs.map((run) => ({ run, outcomes: inOrder(items, run.outcomes.values()) }));
  for (const temperature of new Set(able.map(temperatureOf))) {
    const pool = poolMethod(temperature, compared, { greedy, items });
    isDone = pool !== null && (await runOne(runOf(pool), asked, signal)) && isDone;
  }
  return isDone;
}

async function runOne(run: MethodRun, asked: Asked, signal: AbortSignal): Promise<boolean> {
  const { conditions, loaded, set, items, watched, begin, headerOf, isStanding } = asked;
  const { seed, budget, answerTokens } = conditions;
  if (signal.aborted || !isStanding()) return false;
  await begin(run.key);
  const isDone = await run.run(items, {
    ...{ host: loaded.host, signal },
    request: { ...{ set, seed, budget, answerTokens, watched }, inFlight: IN_FLIGHT },
    headerOf: ({ problem }) => headerOf(run.chosen, problem),
  });
  // A run that ended with its engine has not failed.
  if (!isStanding()) run.dismissFailure();
  return isDone;
}
