/**
 * What a method requires of an engine is what it does: one that goes from text to text at every other token is useless where
 * each is read from its start again, and no other is refused.
 */
import { describe, expect, it } from 'vitest';
import type { ScriptedEngine } from '#engine/backends/scripted/scripted-engine.ts';
import { METHODS } from '#methods/index.ts';
import { runMethod } from '#runner/method/run-method.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { SETTINGS, attempt, generatedIn, solver, sum } from './method-fixture.ts';
import { countRestarts, lacking, longSolver } from './one-text-engine.ts';

/** Texts read from their start, for a token that is written. */
const OFTEN = 0.25;

describe.each(Object.values(METHODS))('$id', (method) => {
  it('requires a way back exactly if it goes from text to text all the time', async () => {
    const engine = longSolver();
    const restarts = countRestarts(engine);
    const run = await attempt(method, { engine, answerTokens: 100 });
    const share = restarts() / generatedIn(run);
    expect([share, share > OFTEN]).toEqual([share, method.requires.includes('rewind')]);
  });
});

async function runOn(engine: ScriptedEngine, id: 'greedy' | 'self-consistency'): Promise<ItemRun[]> {
  const items = ['a', 'b', 'c', 'd'].map(sum);
  const request = { method: METHODS[id], args: {}, items, inFlight: 4 };
  const runs: ItemRun[] = [];
  for await (const one of runMethod(engine, request, SETTINGS)) runs.push(one);
  return runs;
}

describe('a run on an engine that keeps one text', () => {
  it('refuses a method that would have it read all the time, before anything is read', async () => {
    const engine = lacking(solver());
    await expect(runOn(engine, 'self-consistency')).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(
        /^Self-consistency.* cannot run here\. .* on another engine\.$/,
      ) as string,
    });
    expect(engine.cost().passes).toBe(0);
  });
  it('does one problem after the other, with the same answers', async () => {
    const engine = lacking(longSolver());
    const restarts = countRestarts(engine);
    const runs = await runOn(engine, 'greedy');
    // The problems are alike: each begins anew.
    expect(restarts()).toBe(3);
    const answers = (all: readonly ItemRun[]) => all.map(({ candidates }) => candidates);
    expect(answers(runs)).toEqual(answers(await runOn(longSolver(), 'greedy')));
  });
});
