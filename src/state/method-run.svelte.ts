/**
 * A method with its arguments under given conditions: what it came to, problem by problem. What is finished is kept at
 * once, so that a reload loses nothing and another run does only what is left. Nothing here throws.
 */
import { AppError } from '#core/app-error.ts';
import type { TraceHeader } from '#core/trace/events.ts';
import type { RemoteHost } from '#rpc/protocol.ts';
import type { EngineWork, MethodProgress, MethodRequest } from '#runner/method/method-request.ts';
import type { MethodStore } from '#storage/method-store.ts';
import type { Item } from '#tasks/items/item.ts';
import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import { MethodAnswer } from './method-answer.ts';
import type { ChosenMethod } from './method-choice.ts';
import { runKey } from './method-conditions.ts';
import type { Conditions } from './method-conditions.ts';
import { KeptOutcomes } from './method-kept.svelte.ts';
import { NO_OUTCOMES, withOutcomes } from './method-outcomes.ts';
import type { Outcomes } from './method-outcomes.ts';

/** How a run is carried out; the rest is the run's own. */
export interface Running {
  readonly host: RemoteHost;
  readonly request: Omit<MethodRequest, 'method' | 'args' | 'done'>;
  readonly headerOf: (item: Item) => TraceHeader;
  /** The engine is gone, and its model with it. */
  readonly onLost: (error: AppError) => void;
  readonly signal: AbortSignal;
}

const NO_WORK: EngineWork = { passes: 0, computedTokens: 0 };
function added(one: EngineWork, other: EngineWork): EngineWork {
  return {
    passes: one.passes + other.passes,
    computedTokens: one.computedTokens + other.computedTokens,
  };
}

export class MethodRun {
  readonly chosen: ChosenMethod;
  readonly conditions: Conditions;
  /** What it is kept by: everything on which the outcomes depend. */
  readonly key: string;
  readonly kept: KeptOutcomes;
  /** By the problem's id; none that was cut short. */
  outcomes = $state.raw<Outcomes>(NO_OUTCOMES);
  /** Of the engine, for all that is finished; null where a part of it was done before the page was loaded, or failed. */
  work = $state.raw<EngineWork | null>(null);
  atWork = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** The problem that is looked at. */
  shown = $state.raw<MethodAnswer | null>(null);
  #dismissed = $state.raw<AppError | null>(null);
  /** Of the problem that is written before the reader's eyes. */
  #watched: MethodAnswer | null = null;
  #opened: Promise<void> | null = null;
  #wanted: string | null = null;

  constructor(chosen: ChosenMethod, conditions: Conditions, store: MethodStore) {
    this.chosen = chosen;
    this.conditions = conditions;
    this.key = runKey(chosen, conditions);
    this.kept = new KeptOutcomes(this.key, store);
  }

  /** Why what is finished is not kept; null while it is, and once the reader has read it. */
  unkept: AppError | null = $derived.by(() => (this.kept.error === this.#dismissed ? null : this.kept.error));

  /** Takes what was kept; once. */
  open(): Promise<void> {
    return (this.#opened ??= this.#load());
  }

  /** Does what is left of the problems. True when it came to its end. */
  async run(items: readonly Item[], running: Running): Promise<boolean> {
    await this.open();
    this.failure = null;
    await this.kept.keepAgain();
    const there = await this.kept.stillThere([...this.outcomes.keys()]);
    const done = items.map(({ id }) => id).filter((id) => there.includes(id));
    if (done.length === items.length) return true;
    this.atWork = true;
    try {
      return await this.#do(items, done, running);
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.code === 'worker-lost' || error.code === 'device-lost') running.onLost(error);
      if (error.code !== 'aborted') this.failure = failureOf(error);
      return false;
    } finally {
      this.#watched = null;
      this.atWork = false;
    }
  }

  /** Shows what was written for a problem, or is being written. */
  async show(item: string | null): Promise<void> {
    this.#wanted = item;
    if (item === this.shown?.item) return;
    this.shown = item !== null && item === this.#watched?.item ? this.#watched : null;
    if (item === null || this.shown !== null || !this.outcomes.has(item)) return;
    try {
      const trace = await this.kept.trace(item);
      if (trace !== null && this.#wanted === item) this.shown = MethodAnswer.of(item, trace);
    } catch (thrown) {
      this.failure = failureOf(AppError.from(thrown));
    }
  }

  /** For good, here and where it is kept. */
  async forget(): Promise<void> {
    this.outcomes = NO_OUTCOMES;
    this.work = null;
    this.shown = null;
    await this.kept.erase();
  }
  /** Whether a reload would have what is finished: see `unkept`. */
  async check(): Promise<void> {
    await this.kept.check([...this.outcomes.keys()]);
  }
  dismissFailure(): void {
    this.failure = null;
  }
  /** It stays unkept, and is tried again. */
  dismissUnkept(): void {
    this.#dismissed = this.kept.error;
  }

  /** True when it came to its end. @param done ids of problems that are left out */
  async #do(
    items: readonly Item[],
    done: readonly string[],
    { host, request, headerOf, signal }: Running,
  ): Promise<boolean> {
    const saves: Promise<void>[] = [];
    const take = (progress: MethodProgress): void => {
      const told = progress.type === 'item' ? progress.run.item : progress.item;
      const item = items.find(({ id }) => id === told);
      if (item === undefined) return;
      if (progress.type === 'events') this.#watch(item, progress.events, headerOf);
      else saves.push(this.#finish(progress.run, headerOf(item)));
    };
    try {
      const { method, args } = this.chosen;
      const before = done.length === 0 ? NO_WORK : this.work;
      this.work = null;
      const { work, ...end } = await host.runMethod(
        { ...request, method: method.id, args, done },
        take,
        signal,
      );
      this.work = before && added(before, work);
      return end.cause === 'done';
    } finally {
      await Promise.all(saves);
    }
  }

  #watch(
    item: Item,
    events: Extract<MethodProgress, { type: 'events' }>['events'],
    headerOf: Running['headerOf'],
  ): void {
    if (this.#watched?.item !== item.id) this.#watched = new MethodAnswer(item.id, headerOf(item));
    this.#watched.append(events);
    if (this.#wanted === item.id) this.shown = this.#watched;
  }

  async #finish(
    { events, ...outcome }: Extract<MethodProgress, { type: 'item' }>['run'],
    header: TraceHeader,
  ): Promise<void> {
    if (outcome.cause === 'aborted') return;
    this.outcomes = withOutcomes(this.outcomes, [outcome]);
    await this.kept.keep(outcome, { header, events });
  }

  async #load(): Promise<void> {
    const kept = await this.kept.outcomes();
    if (kept !== null) this.outcomes = withOutcomes(this.outcomes, kept);
  }
}
