/** Methods that search a tree of steps or of rewritten answers, and MAgICoRe, which refines only where a vote is doubtful. */
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { ScriptedEngine } from '#engine/backends/scripted/scripted-engine.ts';
import { METHODS } from '#methods/index.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { attempt, solver } from './method-fixture.ts';
import { talker } from './talker.ts';

const branchesOf = ({ events }: ItemRun) => foldTrace(events).branches;
const labelsOf = (run: ItemRun) => branchesOf(run).map(({ label }) => label);

describe('step-level tree search', () => {
  const method = METHODS['step-tree-search'];

  it('grows a tree of steps, each written to its end, and takes the one that the critics like best', async () => {
    const run = await attempt(method, { args: { expansions: 4, width: 4 } });
    const branches = branchesOf(run);
    const deep = branches.filter(({ label, parent }) => label.startsWith('step') && parent !== null);
    expect(deep.length).toBeGreaterThan(0);
    const scores = run.candidates.flatMap(({ answer, score }) => (answer === null ? [] : [score ?? 0]));
    expect(run.candidates[run.chosen ?? -1]?.score).toBe(Math.max(...scores));
    for (const score of scores) expect(score > 0 && score <= 1).toBe(true);
  });

  it('writes no step twice at a place, and ends when nothing is open', async () => {
    const run = await attempt(method, { engine: solver(1, 30), args: { expansions: 64, width: 4 } });
    const spans = run.events.filter(({ type }) => type === 'span');
    expect(spans).toHaveLength(3);
    expect(run.candidates).toHaveLength(3);
  });

  it('listens to the critics by their weights', async () => {
    const scored = async (args: Record<string, number>) =>
      (await attempt(method, { args: { expansions: 1, ...args } })).candidates.map(({ score }) => score);
    const [value, outcome, both] = await Promise.all([
      scored({ process: 0, outcome: 0 }),
      scored({ value: 0, process: 0 }),
      scored({ process: 0, value: 1, outcome: 3 }),
    ]);
    both?.forEach((score, i) => {
      expect(score).toBeCloseTo(((value?.[i] ?? 0) + 3 * (outcome?.[i] ?? 0)) / 4, 12);
    });
    expect(value).not.toEqual(outcome);
  });
});

/** Answers 6 at first and 5 when it rewrites; judges 5 at 80 and all else at 10. */
function refiner(): ScriptedEngine {
  return talker((asked) => {
    if (asked.includes('Score:')) return asked.includes('answer is 5') ? 'Score: 80' : 'Score: 10';
    if (asked.includes('Criticise')) return 'It adds wrongly.';
    if (asked.includes('write a better')) return 'The answer is 5.';
    return 'The answer is 6.';
  });
}

describe('MCT Self-Refine', () => {
  const method = METHODS['mct-self-refine'];
  const args = { rollouts: 3, temperature: 0 };

  it('scores, rewrites and scores again, and gives the answer of highest Q', async () => {
    const run = await attempt(method, { engine: refiner(), args, answerTokens: 40 });
    expect(labelsOf(run).slice(0, 7)).toEqual([
      ...['weak answer', 'score of node 0', 'score of node 1'],
      ...['score of node 0', 'critique of node 0', 'node 0 rewritten', 'score of node 2'],
    ]);
    expect(run.candidates.map(({ answer, score }) => [answer, score]).slice(0, 2)).toEqual([
      ['6', 10],
      ['5', 80],
    ]);
    expect([run.candidates[run.chosen ?? -1]?.answer, run.draft]).toEqual(['5', 0]);
    expect(run.standing).toEqual([0, 1, 1, 1]);
  });

  it('goes on from the better node, in its whole dialogue', async () => {
    const run = await attempt(method, { engine: refiner(), args, answerTokens: 40 });
    expect(labelsOf(run)).toContain('node 2 rewritten');
    const again = branchesOf(run).find(({ label }) => label === 'node 2 rewritten');
    expect(again?.messages).toHaveLength(9);
  });

  it('stops at gold only as an oracle', async () => {
    const stopped = await attempt(method, {
      ...{ engine: refiner(), answerTokens: 40 },
      args: { ...args, stop: 'oracle' },
    });
    expect([stopped.oracle, stopped.candidates.length]).toEqual([true, 2]);
    expect((await attempt(method, { engine: refiner(), args, answerTokens: 40 })).oracle).toBe(false);
  });

  it('gives the answer that gold ended it with, whatever the scores say, the last child included', async () => {
    // Right answers are scored low, and there is one rollout.
    const engine = talker((asked) => {
      if (asked.includes('Score:')) return asked.includes('answer is 5') ? 'Score: -80' : 'Score: 90';
      if (asked.includes('Criticise')) return 'It adds wrongly.';
      return asked.includes('write a better') ? 'The answer is 5.' : 'The answer is 6.';
    });
    const ended = (args: Record<string, string | number>) =>
      attempt(method, { engine, args, answerTokens: 40 });
    for (const pick of ['value', 'majority']) {
      const run = await ended({ rollouts: 1, temperature: 0, stop: 'oracle', pick });
      expect([run.candidates[run.chosen ?? -1]?.answer, run.oracle]).toEqual(['5', true]);
      expect(run.reason).toMatch(/node 2 is right/);
    }
    const without = await ended({ rollouts: 1, temperature: 0 });
    expect(without.candidates[without.chosen ?? -1]?.answer).toBe('6');
    const more = await ended({ rollouts: 6, temperature: 0, stop: 'oracle' });
    expect(more.candidates).toHaveLength(2);
  });

  it('asks gold of the first answer too, and of nothing after a right one', async () => {
    const engine = talker((asked) => (asked.includes('Score:') ? 'Score: 10' : 'The answer is 5.'));
    const run = await attempt(method, { engine, args: { ...args, stop: 'oracle' }, answerTokens: 40 });
    expect([run.candidates.length, run.chosen]).toEqual([1, 0]);
    expect(run.events.filter(({ type }) => type === 'check')).toHaveLength(1);
  });
});

describe('LLaMA-Berry', () => {
  const method = METHODS['llama-berry'];
  /** The first answer is 6, every rewriting 5. */
  const judge = (prefer: (a: string, b: string) => 'A' | 'B') =>
    talker((asked) => {
      const [, a = '', b = ''] = /Solution A:(.*)Solution B:(.*)Which/s.exec(asked) ?? [];
      if (a !== '') return `The better solution is (${prefer(a, b)}`;
      if (asked.includes('Criticise')) return 'It adds wrongly.';
      return asked.includes('write a better') ? 'The answer is 5.' : 'The answer is 6.';
    });
  const args = { rollouts: 3, temperature: 0 };

  it('ranks by pairs and gives what dominates the others', async () => {
    const engine = judge((a) => (a.includes('is 5') ? 'A' : 'B'));
    const run = await attempt(method, { engine, args, answerTokens: 40 });
    expect(run.candidates).toHaveLength(4);
    expect(run.candidates[0]?.score).toBe(0);
    expect(run.candidates[run.chosen ?? -1]).toMatchObject({ answer: '5', score: 1 });
    // What it would have given after each rollout.
    expect(run.standing).toHaveLength(4);
    expect([run.standing?.[0], run.standing?.at(-1), run.draft]).toEqual([0, run.chosen, 0]);
    expect(run.candidates[run.standing?.[1] ?? -1]?.answer).toBe('5');
  });

  it('is not moved by a judge that only likes a letter', async () => {
    const run = await attempt(method, { engine: judge(() => 'A'), args, answerTokens: 40 });
    expect(run.candidates.map(({ score }) => score)).toEqual([1, 1, 1, 1]);
  });
});

describe('MAgICoRe', () => {
  const method = METHODS.magicore;

  it('leaves an easy problem to the vote', async () => {
    const run = await attempt(method, { engine: solver(1, 30) });
    expect(run.reason).toMatch(/^voted on as it was: 5 leads/);
    expect(run.candidates).toHaveLength(8);
  });

  it('reviews and refines a hard one with its step scores, and lets the k best vote', async () => {
    // Nobody states an answer, so there is no majority to trust.
    const engine = talker((asked) => (asked.includes('Review:') ? 'The answer is 5.' : 'I am not sure.\n'));
    const run = await attempt(method, { engine, args: { n: 3 }, answerTokens: 40 });
    expect(run.reason).toMatch(/^refined in [1-3] rounds: 5 leads/);
    const review = branchesOf(run).find(({ label }) => label === 'review 1');
    expect(review?.messages?.[0]?.content).toMatch(/I am not sure\. \(score \d+\/10\)/);
    expect(run.candidates.filter(({ score }) => score !== null)).toHaveLength(3);
    expect(run.candidates.length % 3).toBe(0);
  });

  it('refines nothing with no rounds', async () => {
    const engine = talker(() => 'I am not sure.\n');
    expect(labelsOf(await attempt(method, { engine, args: { rounds: 0 } }))).toHaveLength(8);
  });
});
