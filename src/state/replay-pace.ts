/**
 * When each position of a replay is reached, in milliseconds from its start at 1×: in the time that was recorded, or
 * steadily. Pure.
 */
import type { Trace, TraceEvent } from '#core/trace/events.ts';

/** At index k: when position k is reached. Never falls. */
export type Times = readonly number[];
export interface RecordedPace {
  readonly times: Times;
  /** Some pause was longer than LONGEST_PAUSE_MS. */
  readonly shortened: boolean;
}

/** Time to read what was written, before a branch leaves it. */
export const BEFORE_BRANCH_MS = 1600;
export const PER_TOKEN_MS = 40;
/** Longer pauses are cut to this: nobody wants to wait for somebody who thought, or left. */
export const LONGEST_PAUSE_MS = 2000;

export function steadyTimes({ events }: Trace): Times {
  const times = [0];
  let now = 0;
  let pause = 0;
  for (const event of events) {
    if (event.type === 'branch' && times.length > 1) pause = BEFORE_BRANCH_MS;
    if (event.type !== 'tokens') continue;
    for (let i = 0; i < event.tokens.length; i++) {
      now += i === 0 && pause > 0 ? pause : PER_TOKEN_MS;
      times.push(now);
    }
    pause = 0;
  }
  return times;
}

/** Null where no times were recorded: a reproducible trace has none. Tokens that came together are spread evenly. */
export function recordedPace({ events }: Trace): RecordedPace | null {
  if (events.every(({ time }) => time === 0)) return null;
  const times = [0];
  let now = 0;
  let shortened = false;
  let before = events[0]?.time ?? 0;
  for (const event of events) {
    if (event.type !== 'tokens') continue;
    const took = durationOf(event, before);
    shortened ||= took > LONGEST_PAUSE_MS;
    const each = Math.min(took, LONGEST_PAUSE_MS) / Math.max(1, event.tokens.length);
    for (let i = 0; i < event.tokens.length; i++) times.push((now += each));
    before = event.time;
  }
  return { times, shortened };
}

/** A clock that has gone back was started anew: nobody knows how long that took. */
function durationOf({ time }: TraceEvent, before: number): number {
  return time < before ? LONGEST_PAUSE_MS + 1 : time - before;
}
