/** The trace on screen: header, events, and the view folded from them. Replaced, never mutated. */
import { EMPTY_VIEW, appendEvents, foldTrace } from '#core/trace/fold.ts';
import type { TraceView } from '#core/trace/fold.ts';
import type { Trace, TraceEvent, TraceHeader } from '#core/trace/events.ts';

export class LiveTrace {
  header = $state.raw<TraceHeader | null>(null);
  view = $state.raw<TraceView>(EMPTY_VIEW);
  /** All of it was made elsewhere: a recorded run, labelled as such. */
  recorded = $state(false);
  /** It began as a recorded run, and the loaded model has gone on with it. */
  wasRecorded = $state(false);
  /** It was there before it was shown here: opened, not begun. */
  opened = false;
  #events: TraceEvent[] = [];
  /** The view of all events while a part of them is shown; else null. */
  #whole = $state.raw<TraceView | null>(null);

  /** All of it, whatever part is shown. */
  get trace(): Trace | null {
    return this.header === null ? null : { header: this.header, events: this.#events };
  }

  /** The view of all events, whatever part is shown. */
  get whole(): TraceView {
    return this.#whole ?? this.view;
  }

  /** Shows what stood there at another time; the trace itself stays whole, and so does what is kept of it. */
  showPart(view: TraceView): void {
    this.#whole ??= this.view;
    this.view = view;
  }
  showWhole(): void {
    if (this.#whole !== null) this.view = this.#whole;
    this.#whole = null;
  }

  show(trace: Trace): void {
    this.#whole = null;
    this.header = trace.header;
    this.view = foldTrace(trace.events);
    this.recorded = true;
    this.wasRecorded = true;
    this.opened = true;
    this.#events = [...trace.events];
  }

  /** A run that was kept: it is gone on with as if it had never left the screen. */
  resume(trace: Trace): void {
    this.show(trace);
    this.recorded = false;
    this.wasRecorded = false;
  }

  begin(header: TraceHeader): void {
    this.#whole = null;
    this.header = header;
    this.view = EMPTY_VIEW;
    this.recorded = false;
    this.wasRecorded = false;
    this.opened = false;
    this.#events = [];
  }

  append(events: readonly TraceEvent[]): void {
    if (this.#whole === null) this.view = appendEvents(this.view, events);
    else this.#whole = appendEvents(this.#whole, events);
    this.#events.push(...events);
    this.recorded = false;
  }
}
