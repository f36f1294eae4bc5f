/**
 * A column of a comparison: a model with an engine of its own, what it wrote last, and how many problems it got right.
 * The engine is started when something is asked of it. Nothing here throws: what failed stands in `failure`, and the other
 * columns go on.
 */
import { AppError } from '#core/app-error.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import { CompareAnswer } from './compare-answer.svelte.ts';
import type { ComparedModel } from './compare-models.ts';
import { planRequest, samePlan, tracedMethod, tracedProblem } from './compare-plan.ts';
import type { ComparePlan } from './compare-plan.ts';
import { counted } from './compare-tally.ts';
import type { Tally } from './compare-tally.ts';
import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import type { Loaded } from './model-loading.ts';
import type { ModelSlot } from './model-slot.svelte.ts';
import type { Play } from './play.svelte.ts';

/** The models run at once: with more threads each, they would wait for one another. */
const THREADS = 1;

export class CompareColumn {
  readonly model: ComparedModel;
  readonly slot: ModelSlot;
  answer = $state.raw<CompareAnswer | null>(null);
  tally = $state.raw<Tally | null>(null);
  /** It is writing, or its engine is being started for it. */
  atWork = $state(false);
  #failure = $state.raw<Failure | null>(null);
  /** Of the engine, or of the last run. */
  failure: Failure | null = $derived.by(() => this.slot.failure ?? this.#failure);
  readonly #play: Play;

  constructor(model: ComparedModel, play: Play) {
    this.model = model;
    this.#play = play;
    this.slot = play.newSlot(THREADS);
  }

  /** Writes the answer. An earlier one of the same plan stays until the first token is there. */
  async solve(plan: ComparePlan, signal: AbortSignal): Promise<void> {
    if (this.answer !== null && !samePlan(this.answer.plan, plan)) this.answer = null;
    await this.#atWork(signal, async (engine) => {
      const { settings, seed } = plan.sampling;
      const link = { seed, temperature: settings.temperature };
      const about = { link, problem: tracedProblem(plan), method: tracedMethod(plan) };
      const answer = new CompareAnswer(plan, this.#play.headerOf(engine, about));
      const take = (events: readonly TraceEvent[]): void => {
        answer.append(events);
        this.answer = answer;
      };
      await engine.host.run(planRequest(plan), take, signal);
    });
  }

  /** Solves one problem after the other; what is done when it is stopped stays. */
  async count(plans: readonly ComparePlan[], signal: AbortSignal): Promise<void> {
    this.tally = null;
    await this.#atWork(signal, async ({ host }) => {
      this.tally = { right: 0, done: 0, of: plans.length };
      for (const plan of plans) {
        const events: TraceEvent[] = [];
        const request = { ...planRequest(plan), topK: 1 };
        const { cause } = await host.run(request, (some) => events.push(...some), signal);
        if (cause === 'aborted') return;
        this.tally = counted(this.tally, plan, events);
      }
    });
  }

  async loadAgain(): Promise<void> {
    this.#failure = null;
    await this.slot.loadAgain();
  }
  dismissFailure(): void {
    this.#failure = null;
    this.slot.dismissFailure();
  }
  /** Ends the engine; what is written stays. */
  rest(): void {
    this.slot.stopLoading();
    this.slot.unload();
  }

  async #atWork(signal: AbortSignal, deed: (engine: Loaded) => Promise<void>): Promise<void> {
    this.dismissFailure();
    this.atWork = true;
    const engine = await this.#engine(signal);
    try {
      if (engine !== null) await deed(engine);
    } catch (thrown) {
      this.#fail(AppError.from(thrown), engine);
    } finally {
      this.atWork = false;
    }
  }

  async #engine(signal: AbortSignal): Promise<Loaded | null> {
    const stop = (): void => this.slot.stopLoading();
    signal.addEventListener('abort', stop);
    if (this.slot.loaded === null && !signal.aborted) await this.#load();
    signal.removeEventListener('abort', stop);
    return signal.aborted ? null : this.slot.loaded;
  }

  async #load(): Promise<void> {
    const { id, file } = this.model;
    await (file === null ? this.slot.loadById(id) : this.slot.load(file));
  }

  /** An engine that was put away while it ran has not failed. */
  #fail(error: AppError, engine: Loaded | null): void {
    if (error.code === 'aborted' || (engine?.host !== this.slot.host && this.slot.failure === null)) return;
    if (error.code === 'worker-lost' || error.code === 'device-lost') this.slot.lose(error);
    else this.#failure = failureOf(error);
  }
}
