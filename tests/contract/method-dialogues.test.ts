/** Methods that talk with the model about its answer: who is shown what, and when it ends. */
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import { METHODS } from '#methods/index.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { attempt, solver, sum } from './method-fixture.ts';
import { script, talker } from './talker.ts';

const [SURE, ASTRAY] = [solver(1, 12), solver(1, -12)];
const branchesOf = ({ events }: ItemRun): readonly BranchView[] => foldTrace(events).branches;
const rolesOf = ({ messages }: BranchView) => messages?.map(({ role }) => role) ?? null;
const LONG = { answerTokens: 24 };

describe('review, then improve', () => {
  const method = METHODS['critique-revise'];

  it('shows the review the answer, and the improvement both', async () => {
    const run = await attempt(method, { engine: SURE, ...LONG });
    const [draft, review, improved] = branchesOf(run);
    expect(draft?.messages).toBeNull();
    expect(rolesOf(review as BranchView)).toEqual(['user', 'assistant', 'user']);
    expect(rolesOf(improved as BranchView)).toEqual(['user', 'assistant', 'user', 'assistant', 'user']);
    expect(improved?.messages?.slice(0, 3)).toEqual(review?.messages);
    expect(run.candidates.map(({ branch }) => branch)).toEqual([0, 2]);
  });

  it('asks gold only as an oracle, and then stops at a right answer', async () => {
    const rounds = async (stop: string, engine = SURE): Promise<[number, boolean]> => {
      const { candidates, oracle } = await attempt(method, { engine, args: { rounds: 3, stop } });
      return [candidates.length, oracle];
    };
    expect(await rounds('none')).toEqual([4, false]);
    expect(await rounds('oracle')).toEqual([1, true]);
    expect(await rounds('oracle', ASTRAY)).toEqual([4, true]);
  });
});

describe('If-or-Else', () => {
  it('asks a third time when the two answers differ, and only then', async () => {
    const runs = await Promise.all(
      Array.from({ length: 12 }, (_, seed) => attempt(METHODS['if-or-else'], { engine: solver(seed) })),
    );
    for (const { candidates } of runs) {
      const [first, second] = candidates;
      expect(candidates).toHaveLength(first?.answer === second?.answer ? 2 : 3);
    }
    expect(new Set(runs.map(({ candidates }) => candidates.length))).toEqual(new Set([2, 3]));
  });

  it('takes two ways to write one answer for the same', async () => {
    const engine = talker(
      script([/Review your previous answer/, 'The answer is 0.3333333.'], [/./, 'The answer is 1/3.']),
    );
    const run = await attempt(METHODS['if-or-else'], { engine, answerTokens: 60 });
    expect(run.candidates.map(({ answer }) => answer)).toEqual(['1/3', '0.3333333']);
  });
});

describe('a second look', () => {
  it('repeats the question word for word, or words it as asked', async () => {
    const lastRequest = async (wording: string): Promise<string | undefined> => {
      const run = await attempt(METHODS['second-look'], { engine: SURE, args: { wording } });
      return branchesOf(run)[1]?.messages?.at(-1)?.content;
    };
    expect(await lastRequest('again')).toBe(sum().text);
    expect(await lastRequest('fair')).toMatch(/right or wrong/);
    expect(await lastRequest('leading')).toMatch(/There is a mistake/);
  });
});

describe('Self-Refine', () => {
  it.each(['NOTHING TO IMPROVE', 'There is nothing to improve.'])(
    'ends at “%s”, which is no end by the budget',
    async (said) => {
      const engine = talker(script([/Give feedback/, said], [/./, 'The answer is 5.']));
      const budget = { tokens: null, calls: 2, seconds: null };
      const run = await attempt(METHODS['self-refine'], { engine, budget, answerTokens: 60 });
      expect([run.candidates.length, run.cause]).toEqual([1, 'done']);
    },
  );

  it('shows every refinement all drafts and feedbacks before it', async () => {
    const run = await attempt(METHODS['self-refine'], { engine: SURE, args: { rounds: 2, temperature: 0 } });
    expect(run.candidates).toHaveLength(3);
    const last = branchesOf(run)[run.candidates[2]?.branch ?? -1] as BranchView;
    expect(rolesOf(last)).toEqual([
      ...['user', 'assistant', 'user', 'assistant', 'user', 'assistant', 'user', 'assistant', 'user'],
    ]);
  });
});
