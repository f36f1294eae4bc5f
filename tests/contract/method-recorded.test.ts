/**
 * The recorded trace of every method: one of the catalogue, by the very model that it names, whole; and what a method that
 * an organism can follow writes now. Where one fails: node scripts/record-methods.mjs, with the method's id to record it
 * anew.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Trace, TraceEvent } from '#core/trace/events.ts';
import { foldTrace } from '#core/trace/fold.ts';
import { parseTrace } from '#core/trace/serialise.ts';
import { AppError } from '#core/app-error.ts';
import { parseArguments } from '#cli/arguments.ts';
import { run } from '#cli/commands/run.ts';
import { readMethodPlan } from '#cli/method-plan.ts';
import { engineChoice, openNodeEngine } from '#cli/open-node-engine.ts';
import { cardOf } from '#engine/catalog.ts';
import { METHODS } from '#methods/index.ts';
import type { Method } from '#methods/define.ts';
import { completeArguments } from '#methods/params.ts';
import { runMethod } from '#runner/method/run-method.ts';
import { startNodeThread } from '#sandbox/node-thread.ts';
import { openSandbox } from '#sandbox/sandbox.ts';
import { RECORDED, askedFor, isUpToDate } from '../../scripts/recorded-methods.mjs';

const folder = resolve(import.meta.dirname, '../fixtures/methods');
const methods: readonly Method[] = Object.values(METHODS);
const byId = methods.map((method) => [method.id, method] as const);
const followed = byId.filter(([, { needs }]) => needs === 'any');

function recorded({ id }: Method): Trace {
  const path = resolve(folder, `${id}.trace.json`);
  if (!existsSync(path)) throw new Error(`${id} is not recorded. Run node scripts/record-methods.mjs.`);
  const trace = parseTrace(readFileSync(path, 'utf8'));
  if (trace instanceof AppError) throw trace;
  return trace;
}
const argumentsOf = ({ id, needs }: Method) => parseArguments('run', run, [id, ...RECORDED[needs]]);

/** As `st run` does it, on an engine that has answered nothing yet: batches are then the same. */
async function written(method: Method): Promise<readonly TraceEvent[]> {
  const args = argumentsOf(method);
  const plan = await readMethodPlan(args);
  const { signal } = new AbortController();
  const { engine } = await openNodeEngine(engineChoice(args), { signal });
  const sandbox = openSandbox(startNodeThread);
  try {
    const { seed, budget, answerTokens } = plan;
    const settings = { seed, budget, answerTokens, topK: 1, signal, execute: sandbox.run, now: () => 0 };
    const events: TraceEvent[] = [];
    for await (const item of runMethod(engine, plan, settings)) events.push(...item.events);
    return events;
  } finally {
    sandbox.close();
    await engine.dispose();
  }
}
/** What is written and where, without the numbers that a recorded trace rounds. */
function told(events: readonly TraceEvent[]) {
  const { branches, result } = foldTrace(events);
  return {
    branches: branches.map(({ label, parent, at, tokens }) => ({
      ...{ label, parent, at },
      ids: tokens.map(({ id }) => id),
    })),
    candidates: result?.candidates.map(({ branch, answer }) => ({ branch, answer })),
    chosen: result?.chosen,
    reason: result?.reason,
  };
}

describe('the recorded traces of methods', () => {
  it('are of the methods that there are, each once', () => {
    const files = readdirSync(folder);
    expect(files.sort()).toEqual(methods.map(({ id }) => `${id}.trace.json`).sort());
  });

  it.each(byId)(
    '%s: whole, with its defaults, of the problem and the model that is named',
    async (_, method) => {
      const { header, events } = recorded(method);
      const { model } = askedFor(RECORDED[method.needs]);
      const card = cardOf(model);
      expect(header.model).toMatchObject({ id: model, sha256: card?.sha256 });
      expect(header.method).toEqual({ id: method.id, args: completeArguments(method.params, {}) });
      const { items, seed } = await readMethodPlan(argumentsOf(method));
      expect([header.problem, header.seed]).toEqual([items[0]?.problem, seed]);
      const last = events.at(-1);
      if (last?.type !== 'result') throw new Error(`It ends with ${last?.type}, and not with a result.`);
      expect(last.candidates.length).toBeGreaterThan(0);
      if (last.chosen !== null) expect(last.candidates[last.chosen]).toBeDefined();
      expect(foldTrace(events).branches.some(({ tokens }) => tokens.length > 0)).toBe(true);
      expect(isUpToDate(header, method, card?.sha256 ?? '')).toBe(true);
    },
  );

  it.each(followed)('%s: token by token what the organism writes now', async (_, method) => {
    const then = told(recorded(method).events);
    expect(told(await written(method))).toEqual(then);
  });
});
