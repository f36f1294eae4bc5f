import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { Trace } from '#core/trace/events.ts';
import { CompareAnswer } from './compare-answer.svelte.ts';
import { keepAnswer, keepReason } from './compare-keep.ts';
import { comparePlan } from './compare-plan.ts';
import { answerEvents, header } from './runs-fixture.ts';
import { parseLink } from './url.ts';

const EVENTS = answerEvents(0);
function shelf(isRoom = true) {
  const kept: Trace[] = [];
  const keep = (trace: Trace): Promise<boolean> => {
    if (isRoom) kept.push(trace);
    return Promise.resolve(isRoom);
  };
  const failure = isRoom ? null : new AppError('storage-full', 'No room. Delete runs.');
  return { kept, library: { keep, failure } };
}
function column(events = EVENTS, atWork = false) {
  const answer = new CompareAnswer(comparePlan(parseLink('').state), header());
  answer.append(events);
  return { answer, atWork };
}

describe('an answer of a comparison', () => {
  it('is kept once, however often the button is pressed', async () => {
    const { kept, library } = shelf();
    const one = column();
    expect(keepReason(one)).toBeNull();
    const [first, second] = await Promise.all([keepAnswer(one, library), keepAnswer(one, library)]);
    expect(first).toContain('with the kept runs');
    expect(second).toBe('It is being kept.');
    expect(await keepAnswer(one, library)).toBe('It is kept, under Runs.');
    expect(kept).toHaveLength(1);
  });
  it('is not kept while it is written: a part of it would pass for the whole', async () => {
    const { kept, library } = shelf();
    const one = column(EVENTS.slice(0, 2), true);
    expect(await keepAnswer(one, library)).toContain('still being written');
    expect([kept.length, one.answer.kept]).toEqual([0, false]);
    one.answer.append(EVENTS.slice(2));
    await keepAnswer(one, library);
    expect(kept[0]?.events).toEqual(EVENTS);
  });
  it('can be kept where the engine broke off, and where another answer is counted', () => {
    expect(keepReason(column(EVENTS.slice(0, 2)))).toBeNull();
    expect(keepReason(column(EVENTS, true))).toBeNull();
    expect(keepReason({ answer: null, atWork: false })).toContain('Press Run');
  });
  it('can be kept later when there was no room', async () => {
    const one = column();
    expect(await keepAnswer(one, shelf(false).library)).toBe('No room. Delete runs.');
    expect(keepReason(one)).toBeNull();
  });
});
