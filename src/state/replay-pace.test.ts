import { describe, expect, it } from 'vitest';
import type { Trace, TraceEvent } from '#core/trace/events.ts';
import {
  BEFORE_BRANCH_MS,
  LONGEST_PAUSE_MS,
  PER_TOKEN_MS,
  recordedPace,
  steadyTimes,
} from './replay-pace.ts';
import { answerEvents, header, traceOf } from './runs-fixture.ts';
import { tokensOf } from './token-fixture.ts';

/** A branch, and tokens that came at the given times. */
function timed(...pieces: readonly (readonly [time: number, ...texts: string[]])[]): Trace {
  const [birth] = answerEvents(0);
  if (birth === undefined) throw new Error('no birth');
  let at = 0;
  const events: TraceEvent[] = pieces.map(([time, ...texts]) => {
    const event: TraceEvent = { type: 'tokens', branch: 0, at, tokens: tokensOf(texts), time };
    at += texts.length;
    return event;
  });
  return { header: header(), events: [{ ...birth, time: 1000 }, ...events] };
}

describe('recorded time', () => {
  it('begins with the run, and spreads tokens that came together', () => {
    const pace = recordedPace(timed([1030, 'a', 'b', 'c'], [1050, 'd', 'e']));
    expect(pace).toEqual({ times: [0, 10, 20, 30, 40, 50], shortened: false });
  });
  it('cuts long pauses and says so', () => {
    const pace = recordedPace(timed([1010, 'a'], [90_000, 'b', 'c'], [90_005, 'd']));
    expect(pace?.times).toEqual([
      0,
      10,
      10 + LONGEST_PAUSE_MS / 2,
      10 + LONGEST_PAUSE_MS,
      15 + LONGEST_PAUSE_MS,
    ]);
    expect(pace?.shortened).toBe(true);
  });
  it('never goes back, though the clock was started anew', () => {
    const pace = recordedPace(timed([9000, 'a'], [7, 'b'], [9, 'c']));
    expect(pace?.times.slice(1).map((time) => time - LONGEST_PAUSE_MS)).toEqual([
      0,
      LONGEST_PAUSE_MS,
      LONGEST_PAUSE_MS + 2,
    ]);
  });
  it('is unknown where all times are 0', () => {
    const { header: head, events } = traceOf(1);
    expect(recordedPace({ header: head, events: events.map((event) => ({ ...event, time: 0 })) })).toBeNull();
  });
});

describe('steady time', () => {
  it('is the same for every token, and leaves time to read before a branch', () => {
    const trace = traceOf(2);
    const times = steadyTimes(trace);
    const each = trace.events[1]?.type === 'tokens' ? trace.events[1].tokens.length : 0;
    expect(times).toHaveLength(2 * each + 1);
    const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    expect(waits[each]).toBe(BEFORE_BRANCH_MS);
    expect(new Set(waits.toSpliced(each, 1))).toEqual(new Set([PER_TOKEN_MS]));
  });
});
