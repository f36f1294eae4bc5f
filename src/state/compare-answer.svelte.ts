/** What one model wrote in a comparison: its trace, drawn as the Play screen draws it, and the facts under it. */
import type { Trace, TraceEvent, TraceHeader } from '#core/trace/events.ts';
import { AnswerView } from './answer-view.svelte.ts';
import type { ComparePlan } from './compare-plan.ts';
import { LiveTrace } from './live-trace.svelte.ts';
import type { Mark } from './marks.ts';

export interface AnswerFacts {
  /** The final answer as written; null where there is none yet. */
  readonly answer: string | null;
  readonly mark: Mark | null;
  /** The answer is right although an error was planted; null where none was, or while it is being written. */
  readonly corrected: boolean | null;
  /** Mean self-certainty of the tokens that the model chose itself, nats. */
  readonly certainty: number | null;
  /** Tokens that the model wrote itself. */
  readonly tokens: number | null;
  readonly milliseconds: number | null;
}

export class CompareAnswer {
  readonly plan: ComparePlan;
  readonly view: AnswerView;
  /** It was put with the kept runs. */
  kept = $state(false);
  /** It is being put there. */
  keeping = $state(false);
  readonly #live = new LiveTrace();

  constructor(plan: ComparePlan, header: TraceHeader) {
    this.plan = plan;
    this.#live.begin(header);
    this.view = new AnswerView(this.#live);
  }

  ended: boolean = $derived.by(() => (this.view.branch?.end ?? null) !== null);
  facts: AnswerFacts = $derived.by(() => this.#facts());

  get trace(): Trace | null {
    return this.#live.trace;
  }
  append(events: readonly TraceEvent[]): void {
    this.#live.append(events);
  }

  #facts(): AnswerFacts {
    const { summary, branch } = this.view;
    const isPlanted = this.plan.treatment.type === 'plant';
    const cost = branch === null || !this.ended ? null : branch.cost;
    return {
      answer: summary?.answer ?? null,
      mark: summary?.mark ?? null,
      corrected: isPlanted && this.ended ? summary?.mark?.verdict === 'right' : null,
      certainty: branch?.meanSelfCertainty ?? null,
      tokens: cost?.generated ?? null,
      milliseconds: cost?.milliseconds ?? null,
    };
  }
}
