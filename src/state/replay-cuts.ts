/**
 * A trace cut at its tokens: position k shows its first k tokens, and what happened with them before anything else was
 * written or begun. A branch is shown with the first token after its birth, so that what it leaves can be read to its
 * end. The last position shows the whole trace. Pure.
 */
import type { BranchReason, Trace, TraceEvent } from '#core/trace/events.ts';

/** Whole events, and so many tokens of the one after them. */
interface Cut {
  readonly events: number;
  readonly part: number;
}
export interface Birth {
  readonly branch: number;
  readonly label: string;
  readonly reason: BranchReason;
  /** The first position that shows it. */
  readonly position: number;
}

export class ReplayCuts {
  /** Tokens of the whole trace: positions go from 0 to this. */
  readonly length: number;
  readonly births: readonly Birth[];
  /** Positions that begin a branch, end one, or ask or decide something: rising. */
  readonly moments: readonly number[];
  readonly #events: readonly TraceEvent[];
  /** At each event: tokens before it. One more at the end. */
  readonly #before: readonly number[];
  /** At each branch: the one to watch while it is written. */
  readonly #watched: readonly number[];

  constructor({ events }: Trace) {
    this.#events = events;
    this.#before = tokensBefore(events);
    this.length = this.#before[events.length] ?? 0;
    this.births = events.flatMap((event, i) =>
      event.type === 'branch' ? [{ ...born(event), position: this.#after(this.#before[i] ?? 0) }] : [],
    );
    this.#watched = watchedOf(this.births);
    this.moments = this.#moments();
  }

  /** What `to` shows and `from` does not, in order. @param from at most `to` */
  between(from: number, to: number): TraceEvent[] {
    const [start, end] = [this.#cut(from), this.#cut(to)];
    const whole = this.#events.slice(start.events, end.events);
    const last = this.#events[end.events];
    if (end.part > 0 && last !== undefined) whole.push(partOf(last, 0, end.part));
    const [first] = whole;
    if (start.part > 0 && first !== undefined) whole[0] = partOf(first, start.part, Infinity);
    return whole;
  }

  /** The branch that is written to at a position; of samples drawn together, the first. Null before the first token. */
  branchAt(position: number): number | null {
    if (position === 0) return null;
    const event = this.#events[this.#eventOfToken(position)];
    return event?.type === 'tokens' ? (this.#watched[event.branch] ?? null) : null;
  }

  /** The event that holds the token which `position` shows last. */
  #eventOfToken(position: number): number {
    return firstIndex(this.#before.length, (i) => (this.#before[i] ?? Infinity) >= position) - 1;
  }

  #cut(position: number): Cut {
    if (position >= this.length) return { events: this.#events.length, part: 0 };
    if (position <= 0) return { events: 0, part: 0 };
    let event = this.#eventOfToken(position);
    if ((this.#before[event + 1] ?? 0) > position)
      return { events: event, part: position - (this.#before[event] ?? 0) };
    event += 1;
    while (happensWith(this.#events[event])) event += 1;
    return { events: event, part: 0 };
  }

  #moments(): number[] {
    const found = this.#events.flatMap((event, i) => {
      const position = this.#before[i] ?? 0;
      if (event.type === 'tokens' || event.type === 'note') return [];
      return event.type === 'branch' ? this.#after(position) : position;
    });
    return [...new Set([0, ...found, this.length])].sort((a, b) => a - b);
  }

  #after(position: number): number {
    return Math.min(this.length, position + 1);
  }
}

function tokensBefore(events: readonly TraceEvent[]): number[] {
  const before = [0];
  let count = 0;
  for (const event of events) {
    if (event.type === 'tokens') count += event.tokens.length;
    before.push(count);
  }
  return before;
}

function happensWith(event: TraceEvent | undefined): boolean {
  return event !== undefined && event.type !== 'branch' && event.type !== 'tokens';
}

function partOf(event: TraceEvent, from: number, to: number): TraceEvent {
  if (event.type !== 'tokens') return event;
  return { ...event, at: event.at + from, tokens: event.tokens.slice(from, to) };
}

function born({ branch, label, reason }: Omit<Birth, 'position'>): Omit<Birth, 'position'> {
  return { branch, label, reason };
}

function watchedOf(births: readonly Birth[]): number[] {
  const watched: number[] = [];
  for (const [i, { branch, reason, position }] of births.entries()) {
    const before = births[i - 1];
    const together = reason === 'sample' && before?.reason === 'sample' && before.position === position;
    watched.push(together ? (watched[i - 1] ?? branch) : branch);
  }
  return watched;
}

/** The first index that holds; `count` when none does. What holds once holds for all after it. */
export function firstIndex(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
