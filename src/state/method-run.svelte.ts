/**
 * A method with its arguments under given conditions: what it came to, problem by problem. What is finished is kept at
 * once, so that a reload loses nothing and another run does only what is left. Nothing here throws.
 */
import { AppError } from '#core/app-error.ts';
import type { Trace, TraceHeader } from '#core/trace/events.ts';
import { parseTrace, serialiseTrace } from '#core/trace/serialise.ts';
import type { RemoteHost } from '#rpc/protocol.ts';
import type { MethodProgress, MethodRequest } from '#runner/method/method-request.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import type { MethodStore } from '#storage/method-store.ts';
import type { Item } from '#tasks/items/item.ts';
import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import { MethodAnswer } from './method-answer.ts';
import type { ChosenMethod } from './method-choice.ts';
import { NO_OUTCOMES, withOutcomes } from './method-outcomes.ts';
import type { Outcomes } from './method-outcomes.ts';
import { packText, unpackText } from './packed-text.ts';

/** Most bytes that a kept trace may unpack to. */
const MAX_TRACE = 200_000_000;

/** How a run is carried out; the rest is the run's own. */
export interface Running {
  readonly host: RemoteHost;
  readonly request: Omit<MethodRequest, 'method' | 'args' | 'done'>;
  readonly headerOf: (item: Item) => TraceHeader;
  readonly signal: AbortSignal;
}

export class MethodRun {
  readonly chosen: ChosenMethod;
  /** What it is kept by: everything on which the outcomes depend. */
  readonly key: string;
  /** By the problem's id; none that was cut short. */
  outcomes = $state.raw<Outcomes>(NO_OUTCOMES);
  atWork = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** Why what is finished is not kept; null while it is. */
  unkept = $state.raw<AppError | null>(null);
  /** The problem that is looked at. */
  shown = $state.raw<MethodAnswer | null>(null);
  readonly #store: MethodStore;
  /** Of the problem that is written before the reader's eyes. */
  #watched: MethodAnswer | null = null;
  /** Traces that are not kept yet, or cannot be. */
  #traces: Readonly<Record<string, Trace>> = {};
  #opened: Promise<void> | null = null;
  #wanted: string | null = null;

  constructor(chosen: ChosenMethod, key: string, store: MethodStore) {
    this.chosen = chosen;
    this.key = key;
    this.#store = store;
  }

  /** Takes what was kept; once. */
  open(): Promise<void> {
    return (this.#opened ??= this.#load());
  }

  /** Does what is left of the problems. True when it came to its end. */
  async run(items: readonly Item[], { host, request, headerOf, signal }: Running): Promise<boolean> {
    await this.open();
    this.failure = null;
    const done = items.filter(({ id }) => this.outcomes.has(id)).map(({ id }) => id);
    if (done.length === items.length) return true;
    this.atWork = true;
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
      const end = await host.runMethod({ ...request, method: method.id, args, done }, take, signal);
      return end.cause === 'done';
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.code !== 'aborted') this.failure = failureOf(error);
      return false;
    } finally {
      await Promise.all(saves);
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
    const trace = await this.trace(item);
    if (trace !== null && this.#wanted === item) this.shown = MethodAnswer.of(item, trace);
  }

  /** Null where it is not kept. */
  async trace(item: string): Promise<Trace | null> {
    try {
      const unkept = this.#traces[item];
      if (unkept !== undefined) return unkept;
      const packed = await this.#store.trace(this.key, item);
      if (packed === null) return null;
      const trace = parseTrace(await unpackText(packed, MAX_TRACE));
      if (trace instanceof AppError) throw trace;
      return trace;
    } catch (thrown) {
      this.failure = failureOf(AppError.from(thrown));
      return null;
    }
  }

  /** For good, here and where it is kept. */
  async forget(): Promise<void> {
    this.outcomes = NO_OUTCOMES;
    this.#traces = {};
    this.shown = null;
    try {
      await this.#store.erase(this.key);
    } catch (thrown) {
      this.unkept = AppError.from(thrown);
    }
  }
  dismissFailure(): void {
    this.failure = null;
    this.unkept = null;
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
    const { item } = outcome;
    this.#traces = { ...this.#traces, [item]: { header, events } };
    this.outcomes = withOutcomes(this.outcomes, [outcome]);
    try {
      const trace = await packText(serialiseTrace({ header, events }));
      await this.#store.save({ run: this.key, item, outcome: JSON.stringify(outcome), trace });
      const { [item]: _, ...unkept } = this.#traces;
      this.#traces = unkept;
      this.unkept = null;
    } catch (thrown) {
      this.unkept = AppError.from(thrown);
    }
  }

  async #load(): Promise<void> {
    try {
      const kept = await this.#store.outcomes(this.key);
      const read = kept.map((text) => JSON.parse(text) as ItemOutcome);
      this.outcomes = withOutcomes(this.outcomes, read);
    } catch (thrown) {
      this.unkept = AppError.from(thrown);
    }
  }
}
