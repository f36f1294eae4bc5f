/** Carries a comparison of methods out, one method after the other: the engine's batches are full with one. */
import type { AppError } from '#core/app-error.ts';
import type { TraceHeader } from '#core/trace/events.ts';
import { inOrder } from '#scoring/methods/item-outcome.ts';
import type { ItemSet } from '#tasks/items/item-set.ts';
import type { Item } from '#tasks/items/item.ts';
import { GREEDY, poolLack, poolMethod, temperatureOf } from './method-baselines.ts';
import type { ChosenMethod } from './method-choice.ts';
import { unlimited } from './method-conditions.ts';
import type { Conditions } from './method-conditions.ts';
import type { MethodRecord } from './method-record.ts';
import type { MethodRun } from './method-run.svelte.ts';
import { distinct } from './method-runs.ts';
import type { Loaded } from './model-loading.ts';

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
  readonly runOf: (chosen: ChosenMethod, conditions: Conditions) => MethodRun;
  /** Told of each run before it begins and when it has ended. */
  readonly record: MethodRecord;
  /** The engine is gone, and its model with it. */
  readonly onLost: (error: AppError) => void;
  readonly headerOf: (chosen: ChosenMethod, problem: TraceHeader['problem']) => TraceHeader;
  /** False once another model has taken the place of this one. */
  readonly isStanding: () => boolean;
}

export interface Ran {
  /** All came to their end. */
  readonly isDone: boolean;
  readonly runs: readonly MethodRun[];
}

/**
 * Greedy first, so that flips are known at once; the samples last, since what they must be worth is known last. These
 * baselines have no budget: the methods alone are held to it.
 */
export async function runAll(asked: Asked, signal: AbortSignal): Promise<Ran> {
  const { conditions, items, able, runOf } = asked;
  const free = unlimited(conditions);
  const greedy = runOf(GREEDY, free);
  const methods = able.map((chosen) => runOf(chosen, conditions));
  const runs = distinct([greedy, ...methods]);
  let isDone = true;
  for (const run of runs) isDone = (await runOne(run, asked, signal)) && isDone;
  const compared = methods.map((run) => ({ run, outcomes: inOrder(items, run.outcomes.values()) }));
  const baselines = { greedy, items, runOf: (pool: ChosenMethod) => runOf(pool, free) };
  const isDrawn = poolLack(asked.loaded.info.lacks) === null;
  for (const temperature of new Set(isDrawn ? able.map(temperatureOf) : [])) {
    const nextPool = (): ChosenMethod | null => poolMethod(temperature, compared, baselines);
    const drawn = await drawPool(nextPool, asked, signal);
    runs.push(...drawn.runs);
    isDone = drawn.isDone && isDone;
  }
  return { isDone, runs };
}

/** Larger pools in place of one that turned out to hold fewer tokens than the methods. */
async function drawPool(
  nextPool: () => ChosenMethod | null,
  asked: Asked,
  signal: AbortSignal,
): Promise<Ran> {
  const runs: MethodRun[] = [];
  for (;;) {
    const pool = nextPool();
    if (pool === null) return { isDone: false, runs };
    const samples = asked.runOf(pool, unlimited(asked.conditions));
    if (samples === runs.at(-1)) return { isDone: true, runs };
    runs.push(samples);
    if (!(await runOne(samples, asked, signal))) return { isDone: false, runs };
  }
}

async function runOne(run: MethodRun, asked: Asked, signal: AbortSignal): Promise<boolean> {
  const { loaded, set, items, watched, record, headerOf, onLost, isStanding } = asked;
  const { seed, budget, answerTokens } = run.conditions;
  if (signal.aborted || !isStanding()) return false;
  await record.add(run.key);
  const isDone = await run.run(items, {
    ...{ host: loaded.host, signal, onLost },
    request: { ...{ set, seed, budget, answerTokens, watched }, inFlight: IN_FLIGHT },
    headerOf: ({ problem }) => headerOf(run.chosen, problem),
  });
  // Another tab may have deleted the comparison meanwhile: nobody would find what is kept of it.
  await record.add(run.key);
  // A run that ended with its engine has not failed.
  if (!isStanding()) run.dismissFailure();
  return isDone;
}
