/** A run of a method as the page asks for it, plain data; what it tells while it runs; and how it is carried out. */
import { AppError } from '#core/app-error.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { CostReport, Engine } from '#engine/types.ts';
import type { Method } from '#methods/define.ts';
import { METHODS } from '#methods/index.ts';
import { completeArguments } from '#methods/params.ts';
import type { ParamArguments } from '#methods/params.ts';
import { itemsOf } from '#tasks/items/item-set.ts';
import type { ItemSet } from '#tasks/items/item-set.ts';
import { ANSWER_TOKENS } from '../run-probe.ts';
import type { BudgetLimits } from './item-budget.ts';
import type { Execute } from './item-state.ts';
import type { ItemRun } from './run-item.ts';
import { runMethod } from './run-method.ts';

export interface MethodRequest {
  /** Its id. */
  readonly method: string;
  readonly args: ParamArguments;
  readonly set: ItemSet;
  readonly seed: number;
  /** Of each problem. */
  readonly budget: BudgetLimits;
  /** Most tokens of one answer; null for as many as problems are asked with elsewhere. */
  readonly answerTokens: number | null;
  readonly inFlight: number;
  /** Ids of problems that are done already: they are left out. */
  readonly done: readonly string[];
  /** Id of the problem whose events are told while they are made; null for none. */
  readonly watched: string | null;
}
export type MethodProgress =
  | { readonly type: 'events'; readonly item: string; readonly events: readonly TraceEvent[] }
  /** A problem is finished, or was cut short by a stop (cause 'aborted'). */
  | { readonly type: 'item'; readonly run: ItemRun };
export interface MethodEnd {
  readonly cause: 'done' | 'aborted';
  /** Of the engine, for all of it. */
  readonly work: EngineWork;
}
export type EngineWork = Pick<CostReport, 'passes' | 'computedTokens'>;

interface Surroundings {
  readonly signal: AbortSignal;
  readonly execute?: Execute | undefined;
  /** Milliseconds. */
  readonly now: () => number;
  readonly onItem: (run: ItemRun) => void;
  readonly onEvent: (event: TraceEvent) => void;
}

/** Rejects 'bad-input' for what cannot be run, and as the engine does; a stop is a normal end. */
export async function carryOutMethod(
  engine: Engine,
  request: MethodRequest,
  { signal, execute, now, onItem, onEvent }: Surroundings,
): Promise<MethodEnd> {
  const method = methodById(request.method);
  const { seed, budget, inFlight, watched } = request;
  const answerTokens = request.answerTokens ?? ANSWER_TOKENS;
  const plan = {
    ...{ method, inFlight, items: itemsOf(request.set), done: new Set(request.done) },
    args: completeArguments(method.params, request.args),
  };
  const watch = (item: string, event: TraceEvent): void => {
    if (item === watched) onEvent(event);
  };
  const settings = { seed, budget, answerTokens, topK: 1, signal, execute, now, watch };
  const before = engine.cost();
  for await (const run of runMethod(engine, plan, settings)) onItem(run);
  const { passes, computedTokens } = engine.cost();
  const work = { passes: passes - before.passes, computedTokens: computedTokens - before.computedTokens };
  return { cause: signal.aborted ? 'aborted' : 'done', work };
}

function methodById(id: string): Method {
  const known: Readonly<Record<string, Method>> = METHODS;
  const method = Object.hasOwn(known, id) ? known[id] : undefined;
  if (method === undefined)
    throw new AppError('bad-input', `There is no method ${id}. Choose another one.`, { id });
  return method;
}
