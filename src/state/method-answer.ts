/** The trace of a method on one problem, drawn as the Play screen draws answers. */
import type { Trace, TraceEvent, TraceHeader } from '#core/trace/events.ts';
import { AnswerView } from './answer-view.svelte.ts';
import { LiveTrace } from './live-trace.svelte.ts';

export class MethodAnswer {
  /** The problem's id. */
  readonly item: string;
  readonly view: AnswerView;
  readonly live = new LiveTrace();

  constructor(item: string, header: TraceHeader) {
    this.item = item;
    this.live.begin(header);
    this.view = new AnswerView(this.live);
  }
  static of(item: string, { header, events }: Trace): MethodAnswer {
    const answer = new MethodAnswer(item, header);
    answer.append(events);
    return answer;
  }

  get trace(): Trace | null {
    return this.live.trace;
  }
  /** Shows what is being written, and in the end what was chosen. */
  append(events: readonly TraceEvent[]): void {
    this.live.append(events);
    const { result } = this.live.view;
    const chosen = result?.candidates[result.chosen ?? -1];
    if (chosen !== undefined) this.view.selectBranch(chosen.branch);
    else this.view.selectLatest();
  }
}
