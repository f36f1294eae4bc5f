/** What `st run --sft` writes of a problem: the best path and nothing else, marked right or not. */
import { describe, expect, it } from 'vitest';
import { sftLine } from '#scoring/methods/sft-line.ts';
import { foldTrace } from '#core/trace/fold.ts';
import { METHODS } from '#methods/index.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { tokenPieces } from '#runner/token-pieces.ts';
import { attempt, solver, sum } from './method-fixture.ts';

const item = sum();
const source = (id: string) => ({ method: { id, args: {} }, model: { id: 'tiny', sha256: 'x' }, seed: 1 });
const lineOf = (run: ItemRun, id = 'step-tree-search') =>
  sftLine(run, source(id), { messages: item.messages, textOf: (tokens) => tokenPieces(tokens).join('') });
const args = { expansions: 4, width: 3, temperature: 2 };

describe('the best path of a search', () => {
  it.each([
    ['right', 12, true],
    ['wrong', -12, false],
  ])('stands whole behind the problem, marked %s', async (_, lean, right) => {
    const run = await attempt(METHODS['step-tree-search'], { engine: solver(1, lean), args });
    const best = run.candidates[run.chosen ?? -1];
    const line = lineOf(run);
    expect(line).toMatchObject({
      ...source('step-tree-search'),
      ...{ problem: item.id, score: best?.score, answer: right ? '5' : '6', right, oracle: false },
    });
    const [question, answer, ...more] = line?.messages ?? [];
    expect([question, more]).toEqual([item.messages[0], []]);
    expect(answer?.role).toBe('assistant');
    expect(answer?.content).toMatch(/^Step 1: [^\n]+\nStep 2: [^\n]+\nThe answer is \d\.$/);
    const branch = foldTrace(run.events).branches[best?.branch ?? -1];
    expect(branch?.tokens.map(({ bytes, special }) => (special ? '' : bytes)).join('')).toBe(answer?.content);
  });

  it('is the one of the highest score among all with an answer, or there is no line', async () => {
    const run = await attempt(METHODS['step-tree-search'], { args: { ...args, pick: 'vote' } });
    const scores = run.candidates.flatMap(({ answer, score }) => (answer === null ? [] : [score ?? 0]));
    const [high, low] = [Math.max(...scores), Math.min(...scores)];
    expect(high).toBeGreaterThan(low);
    const at = (score: number) =>
      run.candidates.findIndex((one) => one.score === score && one.answer !== null);
    expect(lineOf({ ...run, chosen: at(high) })?.score).toBe(high);
    expect(lineOf({ ...run, chosen: at(low) })).toBeNull();
    expect(lineOf({ ...run, chosen: null })).toBeNull();
  });

  it('needs a method that ranks, whichever it is', async () => {
    const voted = await attempt(METHODS['self-consistency'], { args: { n: 3 } });
    expect(lineOf(voted, 'self-consistency')).toBeNull();
    const best = await attempt(METHODS['self-certainty-best-of-n'], { args: { n: 4 } });
    expect(lineOf(best, 'self-certainty-best-of-n')?.answer).toBe(best.candidates[best.chosen ?? -1]?.answer);
    const tree = await attempt(METHODS['llama-berry'], { engine: solver(1, 12), args: { rollouts: 2 } });
    expect(lineOf(tree, 'llama-berry')?.messages).toHaveLength(2);
  });

  it('is neither right nor wrong where nobody knows', async () => {
    const run = await attempt(METHODS['step-tree-search'], { engine: solver(1, 12), args });
    expect(lineOf({ ...run, unjudged: true })?.right).toBeNull();
  });
});
