/** One trace being made: runs requests one after the other and keeps their events. */
import { EMPTY_VIEW, appendEvents } from '#core/trace/fold.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import type { TraceView } from '#core/trace/fold.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';
import type { RunContext, RunOutcome, RunRequest } from '#runner/request.ts';
import { runRequest } from '#runner/run-request.ts';

export class Session {
  readonly events: TraceEvent[] = [];
  readonly #engine: Engine;
  readonly #context: RunContext;
  #view: TraceView = EMPTY_VIEW;

  constructor(engine: Engine, context: RunContext) {
    this.#engine = engine;
    this.#context = context;
  }
  get stopped(): boolean {
    return this.#context.signal?.aborted ?? false;
  }
  get branches(): readonly BranchView[] {
    return this.#view.branches;
  }
  /** Where a policy was at work the branch of its last decision, which need not be the last one made. */
  get result(): BranchView | null {
    const decided = this.events.findLast((event) => event.type === 'decision');
    return this.branches[decided?.branch ?? this.branches.length - 1] ?? null;
  }
  /** Rejects as the runner does; the events up to then are kept. */
  async run(request: RunRequest): Promise<RunOutcome> {
    const going = runRequest(this.#engine, request, this.#context);
    for (;;) {
      const step = await going.next();
      if (step.done) return step.value;
      this.events.push(step.value);
      this.#view = appendEvents(this.#view, [step.value]);
    }
  }
}
