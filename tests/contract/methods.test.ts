/** What every method must keep to, whoever wrote it: one suite over the whole registry. */
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import { METHODS } from '#methods/index.ts';
import type { Method } from '#methods/define.ts';
import { completeArguments, parseParam } from '#methods/params.ts';
import type { ParamArguments } from '#methods/params.ts';
import { runMethod } from '#runner/method/run-method.ts';
import { inOrder } from '#scoring/methods/item-outcome.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { SETTINGS, attempt, generatedIn, solver, sum } from './method-fixture.ts';

const NOT_METHODS = ['context.ts', 'define.ts', 'index.ts', 'params.ts', 'result.ts', 'training-recipes.ts'];
const ALL: readonly [string, Method][] = Object.entries(METHODS);

it('has every file of the folder in the registry, under its own name', () => {
  const files = readdirSync(resolve(import.meta.dirname, '../../src/methods'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !NOT_METHODS.includes(name))
    .map((name) => name.replace(/\.ts$/, ''));
  expect(Object.keys(METHODS).toSorted()).toEqual(files.toSorted());
  expect(ALL.map(([, { id }]) => id)).toEqual(Object.keys(METHODS));
});

/** Defaults, and every option of every choice. */
function argumentSets({ params }: Method): ParamArguments[] {
  const options = Object.entries(params).flatMap(([name, param]) =>
    param.kind === 'choice' ? param.options.map((option) => ({ [name]: option })) : [],
  );
  return [{}, ...options];
}

describe.each(ALL)('%s', (_, method) => {
  const sets = argumentSets(method);

  it('says what it is: idea, algorithm, source, when it corrects, whose feedback', () => {
    const { title, idea, algorithm, source, feedback, needs, corrects } = method;
    expect(idea).toHaveLength(3);
    for (const words of [title, source, ...idea, ...algorithm]) expect(words.trim()).not.toBe('');
    for (const sentence of idea) expect(sentence).toMatch(/^[A-Z“].*\.$/);
    expect(algorithm.length).toBeGreaterThan(0);
    expect(source).toMatch(/\d{4}\.\d{4,5}|github|repo/);
    expect(feedback.length).toBeGreaterThan(0);
    expect(['training', 'generation', 'after']).toContain(corrects);
    expect(['any', 'instructions']).toContain(needs);
  });

  it('has parameters whose defaults are allowed and read back from text', () => {
    for (const [name, param] of Object.entries(method.params)) {
      expect(param.label.trim()).not.toBe('');
      expect(parseParam(name, param, String(param.fallback))).toBe(param.fallback);
    }
    expect(() => completeArguments(method.params, { nosuch: 1 })).toThrow(/no parameter nosuch/);
  });

  it.each(sets)('gives the same trace for the same seed, with %o', async (args) => {
    const [once, again] = [await attempt(method, { args }), await attempt(method, { args })];
    expect(canonicalJson(again)).toBe(canonicalJson(once));
    expectWhole(method, once);
  });

  it('gives the same whatever else is in flight', async () => {
    const items = ['a', 'b', 'c', 'd'].map(sum);
    const runs = async (inFlight: number): Promise<ItemRun[]> => {
      const run = { method, args: {}, items, inFlight };
      const done: ItemRun[] = [];
      for await (const one of runMethod(solver(), run, SETTINGS)) done.push(one);
      return inOrder(items, done);
    };
    expect(canonicalJson(await runs(4))).toBe(canonicalJson(await runs(1)));
  });

  it.each(sets)('stays in its budget, and ends, with %o', async (args) => {
    for (const tokens of [1, 4, 9]) {
      const run = await attempt(method, { args, budget: { tokens, calls: null, seconds: null } });
      expect(generatedIn(run)).toBeLessThanOrEqual(tokens);
      expect(run.cost.generated).toBe(generatedIn(run));
      expectWhole(method, run);
    }
    for (const calls of [1, 2, 5]) {
      const run = await attempt(method, { args, budget: { tokens: null, calls, seconds: null } });
      expect(run.cost.calls).toBeLessThanOrEqual(calls);
      expectWhole(method, run);
    }
    let time = 0;
    const budget = { tokens: null, calls: null, seconds: 0.02 };
    expectWhole(method, await attempt(method, { args, budget, now: () => time++ }));
  });

  it.each(sets)('writes nothing after a stop, with %o', async (args) => {
    for (const pass of [1, 2, 5, 9]) {
      const stop = new AbortController();
      const engine = solver();
      const next = engine.next.bind(engine);
      let passes = 0;
      let late = 0;
      engine.next = async (sequences, want, signal) => {
        const isLate = stop.signal.aborted;
        const rows = await next(sequences, want, signal);
        if (isLate) late += 1;
        if (++passes === pass) stop.abort();
        return rows;
      };
      // One pass over guesses may give a token for each.
      const score = engine.score.bind(engine);
      engine.score = async (tokens, from, want, signal) => {
        const rows = await score(tokens, from, want, signal);
        passes += rows.length;
        return rows;
      };
      const run = await attempt(method, { args, engine, signal: stop.signal });
      expect(late).toBe(0);
      // No branch has more tokens than there were answers of the engine.
      for (const { own } of foldTrace(run.events).branches)
        expect(own.filter(({ forced }) => forced === null).length).toBeLessThanOrEqual(passes);
      if (stop.signal.aborted) expect(run.cause).toBe('aborted');
      expectWhole(method, run);
    }
  });

  it('says when it uses gold', async () => {
    for (const args of sets) {
      const { events, oracle } = await attempt(method, { args, engine: solver(1, -3) });
      const has = (type: string): boolean => events.some((event) => event.type === type);
      expect(oracle).toBe(has('check'));
      if (oracle) expect(method.feedback).toContain('oracle');
    }
  });
});

/** Well nested, ended by a result that points at what is there. */
function expectWhole({ id }: Method, { events, candidates, chosen, standing, reason }: ItemRun): void {
  const { openSpans, result, branches } = foldTrace(events);
  expect([id, openSpans, events.at(-1)?.type]).toEqual([id, [], 'result']);
  expect(result?.candidates.map(({ branch }) => branch)).toEqual(candidates.map(({ branch }) => branch));
  for (const { branch, answer } of candidates)
    expect([branch in branches, answer === '']).toEqual([true, false]);
  if (chosen !== null) expect(candidates[chosen]).toBeDefined();
  if (standing !== undefined) {
    for (const index of standing) expect(candidates[index]).toBeDefined();
    expect([id, standing.at(-1)]).toEqual([id, chosen ?? 0]);
  }
  expect(reason.trim()).not.toBe('');
  for (const branch of branches) expect(branch.end).not.toBeNull();
}
