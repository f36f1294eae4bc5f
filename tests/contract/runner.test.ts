/** Laws of the runner over an engine whose rows are given. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import { foldTrace } from '#core/trace/fold.ts';
import { END } from '#engine/backends/scripted/scripted-tokenizer.ts';
import type { ContinueRequest } from '#runner/request.ts';
import { sampleSeed } from '#runner/sample-answers.ts';
import { BASE, MESSAGES, SAMPLES, WARM, first, random, run, textOf, writer } from './runner-fixture.ts';

describe('continueAnswer', () => {
  it('gives the same trace for the same seed, and another for another', async () => {
    const request = { ...BASE, settings: WARM };
    const a = await run(random(), request);
    const b = await run(random(), request);
    const c = await run(random(), { ...request, seed: 2 });
    expect(b).toEqual(a);
    expect(first(c.events).tokens).not.toEqual(first(a.events).tokens);
  });

  it('writes token by token and step by step what it writes in one go', async () => {
    const whole = await run(random(7), { ...BASE, settings: WARM, limit: { until: 'end', tokens: 20 } });
    const wanted = first(whole.events).tokens;
    for (const until of ['token', 'step'] as const) {
      const engine = random(7);
      const events: TraceEvent[] = [];
      for (
        let round = 0;
        round < 60 && (foldTrace(events).branches[0]?.length ?? 0) < wanted.length;
        round++
      ) {
        const kept = foldTrace(events).branches[0]?.tokens.map((t) => t.id) ?? [];
        const open = round === 0 ? BASE.open : null;
        const limit = { until, tokens: wanted.length - kept.length };
        events.push(...(await run(engine, { ...BASE, settings: WARM, open, kept, limit })).events);
      }
      expect(first(events).tokens).toEqual(wanted);
    }
  });

  it('keeps the budget, whatever the settings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(30),
        fc.nat(1000),
        fc.constantFrom(0, 0.5, 2),
        async (tokens, seed, temperature) => {
          const settings = { ...WARM, temperature };
          const { events, outcome } = await run(random(seed), {
            ...BASE,
            settings,
            seed,
            limit: { until: 'end', tokens },
          });
          const branch = first(events);
          expect(branch.length).toBeLessThanOrEqual(tokens);
          expect(branch.cost.generated).toBe(branch.length);
          if (outcome.cause === 'budget') expect(branch.length).toBe(tokens);
          else expect(outcome.cause).toBe('stop-token');
        },
      ),
      { numRuns: 30 },
    );
  });

  it('stops within one token of an abort, as a normal end', async () => {
    const stop = new AbortController();
    let seen = 0;
    const { events, outcome } = await run(
      random(2),
      { ...BASE, settings: WARM, limit: { until: 'end', tokens: 200 } },
      { signal: stop.signal },
      (event) => {
        if (event.type === 'tokens' && ++seen === 3) stop.abort();
      },
    );
    expect(outcome.cause).toBe('aborted');
    expect(first(events).length).toBe(3);
    expect(first(events).end).toBe('aborted');
    expect(events.at(-1)?.type).toBe('end');
  });

  it('ends at the stop token, which is shown and is no text', async () => {
    const engine = writer('The answer is 4.');
    const { events, outcome } = await run(engine, { ...BASE, limit: { until: 'end', tokens: 50 } });
    const branch = first(events);
    expect(outcome.cause).toBe('stop-token');
    expect(textOf(engine, branch)).toBe('The answer is 4.');
    expect(branch.tokens.at(-1)).toMatchObject({ id: END, special: true });
    expect(branch.textLength).toBe(branch.length - 1);
  });

  it('ends with a full context, the answer still fitting into it', async () => {
    const engine = random(3, { context: 24 });
    const { events, outcome } = await run(engine, {
      ...BASE,
      settings: WARM,
      limit: { until: 'end', tokens: 500 },
    });
    expect(outcome.cause).toBe('context-full');
    expect(engine.tokenizer.chat(MESSAGES).length + first(events).length).toBe(24);
  });

  it('ends a step with its line', async () => {
    const engine = writer('Step 1: 2 + 2 = 4.\nThe answer is 4.');
    const { events, outcome } = await run(engine, { ...BASE, limit: { until: 'step', tokens: 50 } });
    expect(outcome.cause).toBe('step-end');
    expect(textOf(engine, first(events))).toBe('Step 1: 2 + 2 = 4.\n');
  });

  it('ends a sentence before the first token of the next, and goes on with that token', async () => {
    const engine = writer('It is two. And that is all.');
    const one = await run(engine, { ...BASE, limit: { until: 'step', tokens: 50 } });
    expect(textOf(engine, first(one.events))).toMatch(/^It is two\. ?$/);
    const kept = first(one.events).tokens.map((t) => t.id);
    const two = await run(engine, { ...BASE, open: null, kept, limit: { until: 'step', tokens: 50 } });
    expect(textOf(engine, first([...one.events, ...two.events]))).toBe('It is two. And that is all.');
  });

  it('scores forced tokens as the engine does, and leaves them out of averages', async () => {
    const engine = random(5);
    const forced = [
      { kind: 'planted', content: 'Step 1: 2 + 2 = 5.' },
      { kind: 'marker', content: 'Wait,' },
    ] as const;
    const { events } = await run(engine, { ...BASE, forced, settings: WARM });
    const branch = first(events);
    const put = branch.tokens.filter((t) => t.forced !== null);
    expect(engine.tokenizer.decode(put.map((t) => t.id))).toBe('Step 1: 2 + 2 = 5. Wait,');
    expect(put.every((t) => t.sampledProb === null)).toBe(true);
    const prompt = engine.tokenizer.chat(MESSAGES);
    const scored = await engine.score([...prompt, ...put.map((t) => t.id)], prompt.length);
    expect(put.map((t) => t.logprob)).toEqual(scored.map((s) => s.logprob));
    const own = branch.tokens.filter((t) => t.forced === null && !t.special);
    expect(own.length).toBeGreaterThan(0);
    expect(branch.meanSelfCertainty).toBeCloseTo(
      own.reduce((sum, t) => sum + t.selfCertainty, 0) / own.length,
      12,
    );
    expect(branch.cost).toMatchObject({ forced: put.length, generated: branch.length - put.length });
  });

  it('gives statistics that agree with scoring the answer afterwards', async () => {
    const engine = random(9);
    const { events } = await run(engine, { ...BASE, settings: WARM });
    const tokens = first(events).tokens;
    const prompt = engine.tokenizer.chat(MESSAGES);
    const scored = await engine.score([...prompt, ...tokens.map((t) => t.id)], prompt.length, { topK: 4 });
    for (const [i, token] of tokens.entries()) {
      const { rank, entropy, logprob, top } = scored[i] ?? {};
      expect(token).toMatchObject({ rank, entropy, logprob });
      expect(token.top.map(({ id }) => id)).toEqual(top?.map(({ id }) => id));
    }
  });

  it.each([
    ['an empty problem', { messages: [{ role: 'user', content: ' \n' }] }, 'bad-input'],
    [
      'a problem longer than the context',
      { messages: [{ role: 'user', content: 'x'.repeat(20_000) }] },
      'context-full',
    ],
    ['a marker after the end of the turn', { kept: [65, END] }, 'bad-input'],
  ] as [string, Partial<ContinueRequest>, string][])(
    'refuses %s before the first event',
    async (_, change, code) => {
      const seen: TraceEvent[] = [];
      const going = run(random(), { ...BASE, ...change }, {}, (event) => void seen.push(event));
      await expect(going).rejects.toMatchObject({ code });
      expect(seen).toEqual([]);
    },
  );

  it('records a failure in the trace, then passes it on', async () => {
    const engine = random(1, { row: (_, size) => new Float32Array(size).fill(NaN) });
    const seen: TraceEvent[] = [];
    await expect(run(engine, BASE, {}, (event) => void seen.push(event))).rejects.toBeInstanceOf(AppError);
    expect(first(seen)).toMatchObject({
      end: 'error',
      error: expect.stringMatching(/not a number/) as string,
    });
  });
});

describe('sampleAnswers', () => {
  it('writes each answer as it is written alone', async () => {
    const { events } = await run(random(4), SAMPLES);
    const together = foldTrace(events).branches;
    expect(together).toHaveLength(5);
    for (const [k, branch] of together.entries()) {
      const alone = {
        ...BASE,
        settings: WARM,
        topK: 2,
        seed: sampleSeed(3, k),
        limit: { until: 'end', tokens: 10 },
      } as const;
      const single = first((await run(random(4), alone)).events);
      expect(branch.tokens).toEqual(single.tokens);
      expect(branch.end).toBe(single.end);
    }
    expect(new Set(together.map((b) => JSON.stringify(b.tokens))).size).toBeGreaterThan(1);
  });

  it('computes the prompt once, then all open answers in one call', async () => {
    const engine = random(4);
    const { events } = await run(engine, SAMPLES);
    const longest = Math.max(...foldTrace(events).branches.map((b) => b.length));
    expect(engine.batches[0]).toBe(1);
    expect(engine.batches).toHaveLength(longest);
    expect(Math.max(...engine.batches)).toBe(5);
  });

  it('counts what the batch cost once', async () => {
    const engine = random(4);
    const { events } = await run(engine, SAMPLES);
    const costs = foldTrace(events).branches.map((b) => b.cost.computed);
    expect(costs.reduce((sum, one) => sum + one, 0)).toBe(engine.cost().computedTokens);
  });

  it('stops every answer at an abort', async () => {
    const stop = new AbortController();
    const { events } = await run(random(4), SAMPLES, { signal: stop.signal }, (event) => {
      if (event.type === 'tokens') stop.abort();
    });
    const { branches } = foldTrace(events);
    expect(branches.every((b) => b.end === 'aborted' && b.length <= 1)).toBe(true);
  });

  it('refuses a silly number of samples', async () => {
    for (const count of [0, 1.5, 10_000])
      await expect(run(random(), { ...SAMPLES, count })).rejects.toMatchObject({ code: 'bad-input' });
  });
});
