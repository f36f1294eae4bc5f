/** What a method is handed: reading and scoring say what writing does, spans nest, and nothing is given when it is over. */
import { describe, expect, it } from 'vitest';
import { defineMethod } from '#methods/define.ts';
import type { Method, MethodResult } from '#methods/define.ts';
import { candidatesOf } from '#methods/steps/candidates.ts';
import { METHODS } from '#methods/index.ts';
import { attempt } from './method-fixture.ts';

const NOTHING: MethodResult = { candidates: [], chosen: null, reason: 'only looked' };
function looking(look: Method['run']): Method {
  return defineMethod({ ...METHODS.greedy, params: {}, run: look });
}

describe('the context of a method', () => {
  it('reads after a place what is written there, and scores what is forced there', async () => {
    const seen: number[] = [];
    const method = looking(async function* (ctx) {
      const answer = yield* ctx.generate();
      const [first, second] = answer.tokens;
      const rows = await ctx.next([{}, { from: answer, at: 1 }]);
      seen.push(rows?.[0]?.top[0]?.id ?? -1, first?.id ?? -2, rows?.[1]?.top[0]?.id ?? -1, second?.id ?? -2);
      const text = answer.pieces[0] ?? '';
      const [scored] = (await ctx.score([{ force: text }])) ?? [];
      const told = rows?.[0]?.logprobOf(rows[0].encode(text)) ?? NaN;
      seen.push(scored?.[0]?.logprob ?? NaN, first?.logprob ?? NaN, told, first?.logprob ?? NaN);
      return NOTHING;
    });
    const { cost } = await attempt(method);
    expect([seen[0], seen[2]]).toEqual([seen[1], seen[3]]);
    expect(seen[4]).toBeCloseTo(seen[5] ?? NaN, 6);
    expect(seen[6]).toBeCloseTo(seen[7] ?? NaN, 6);
    expect(cost.calls).toBe(4);
  });

  it('gives null instead of reading and scoring when the budget is spent or the run is stopped', async () => {
    const given: unknown[] = [];
    const method = looking(async function* (ctx) {
      const { end, text } = yield* ctx.generate();
      given.push(ctx.over, await ctx.next([{}]), await ctx.score([{ force: 'a' }]), end, text);
      return NOTHING;
    });
    const spent = { tokens: null, calls: 1, seconds: null };
    await attempt(method, { budget: spent });
    expect(given.slice(0, 3)).toEqual(['budget', null, null]);
    given.length = 0;
    await attempt(method, { signal: AbortSignal.abort() });
    expect(given).toEqual(['aborted', null, null, 'aborted', '']);
  });

  it('shows a conversation of its own nothing but its messages, and goes on in it', async () => {
    const messages = [{ role: 'user', content: 'Is 5 right?' }] as const;
    const told: unknown[] = [];
    const method = looking(async function* (ctx, task) {
      const judge = yield* ctx.chat(messages, { until: 'step' });
      const more = yield* ctx.generate({ from: judge });
      told.push(judge.messages, more.messages, more.start === judge.length);
      return { candidates: candidatesOf(task, [more]), chosen: 0, reason: 'judged' };
    });
    const { events } = await attempt(method);
    expect(told).toEqual([messages, messages, true]);
    expect(events.flatMap((event) => (event.type === 'prompt' ? [event.messages] : []))).toEqual([
      messages,
      messages,
    ]);
  });

  it('draws chance of its own for each problem, the same for the same seed', async () => {
    const drawn: number[] = [];
    const method = looking(async function* (ctx) {
      drawn.push(ctx.rng.next());
      yield* ctx.span('draft', ctx.generate());
      return NOTHING;
    });
    for (const seed of [1, 1, 2]) await attempt(method, { seed });
    expect(drawn[0]).toBe(drawn[1]);
    expect(drawn[0]).not.toBe(drawn[2]);
  });
});
