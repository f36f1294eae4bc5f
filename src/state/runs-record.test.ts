import { describe, expect, it } from 'vitest';
import { serialiseTrace } from '#core/trace/serialise.ts';
import { answerEvents, header, traceOf } from './runs-fixture.ts';
import { RunRecorder, recordOf } from './runs-record.ts';

const IDENTITY = { id: 'a', createdAt: 1, title: null };

describe('RunRecorder', () => {
  it('makes of a trace that grows what is made of it at once', () => {
    const recorder = new RunRecorder();
    const events = [...answerEvents(0), ...answerEvents(1), ...answerEvents(2)];
    for (let length = 1; length <= events.length; length += 2) {
      const trace = { header: header(), events: events.slice(0, length) };
      const record = recorder.record(trace, IDENTITY, 2);
      expect(record).toEqual(recordOf(trace, IDENTITY, 2));
      expect(new TextDecoder().decode(record.trace)).toBe(serialiseTrace(trace));
    }
  });
  it('begins again with another trace, or a shorter one', () => {
    const recorder = new RunRecorder();
    for (const branches of [3, 1, 2]) {
      const trace = traceOf(branches);
      expect(recorder.record(trace, IDENTITY, 2)).toEqual(recordOf(trace, IDENTITY, 2));
    }
  });
});
