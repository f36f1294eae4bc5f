/** ID-sampling (methods.md 7.2): budgets up to the largest, the cue for an answer that nobody stated, responses that vote. */
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import { METHODS } from '#methods/index.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { attempt, generatedIn, solver } from './method-fixture.ts';
import { talker } from './talker.ts';

const method = METHODS['iterative-deepening'];
const TRIGGER = 'Wait, let me check.';
const answersOf = ({ candidates }: ItemRun) => candidates.map(({ answer }) => answer);
const branchesOf = ({ events }: ItemRun): readonly BranchView[] => foldTrace(events).branches;
const textOf = (branch?: BranchView): string =>
  (branch?.tokens ?? []).map(({ bytes, special }) => (special ? '' : bytes)).join('');
const triggersIn = (branch?: BranchView): number => textOf(branch).split(TRIGGER).length - 1;

/** Writes lines of eleven tokens without end, and never an answer of its own. */
const endless = () =>
  talker((_, written) => {
    const before = written.slice(0, written.lastIndexOf('\n') + 1);
    return written.endsWith(TRIGGER) ? `${written}\n` : `${before}Step: add.\n`;
  });

describe('the largest budget', () => {
  const run = (args: Record<string, number>) =>
    attempt(method, { engine: endless(), args: { start: 20, rounds: 8, ...args }, answerTokens: 2000 });

  it('ends the triggers when the next budget is above it', async () => {
    // 20, 40, 80, 160: the next one would be 320.
    const whole = await run({ largest: 200 });
    expect([whole.counts, triggersIn(branchesOf(whole).at(-1))]).toEqual([{ triggers: 3 }, 3]);
    expect((await run({ largest: 159 })).counts).toEqual({ triggers: 2 });
    expect((await run({ largest: 20 })).counts).toEqual({ triggers: 0 });
  });

  it('is what is written in all, but for whole lines and the line of the cue', async () => {
    for (const largest of [15, 20, 100, 200]) {
      const { cost, counts } = await run({ largest });
      const lines = 11 * ((counts?.['triggers'] ?? 0) + 1);
      expect(cost.generated).toBeGreaterThanOrEqual(largest);
      expect(cost.generated).toBeLessThanOrEqual(largest + lines);
    }
  });

  it('leaves an answer alone whose thinking is closed', async () => {
    const engine = talker(() => 'Hm.\n</think>\nThe answer is 5.');
    const closed = await attempt(method, { engine, args: { start: 100 }, answerTokens: 400 });
    expect([answersOf(closed), closed.counts]).toEqual([['5'], { triggers: 0 }]);
    const thinking = talker((_, written) =>
      written.includes(TRIGGER)
        ? `${written.split(TRIGGER)[0] ?? ''}${TRIGGER}\n</think>\nThe answer is 5.`
        : 'Hm.',
    );
    const looked = await attempt(method, { engine: thinking, args: { start: 100 }, answerTokens: 400 });
    expect(looked.counts).toEqual({ triggers: 1 });
  });
});

describe('the cue for the final answer', () => {
  const said = (after: string) =>
    talker((_, written) =>
      written.endsWith('The answer is') || written.includes('The answer is ')
        ? `${written.slice(0, written.indexOf('The answer is'))}The answer is${after}`
        : 'I am not sure.\n',
    );
  it('is written where none was stated, and is forced', async () => {
    const run = await attempt(method, {
      engine: said(' 5.'),
      args: { start: 100, rounds: 1 },
      answerTokens: 400,
    });
    const last = branchesOf(run).at(-1);
    expect(last?.label).toBe('the answer at last');
    expect(textOf(last).endsWith('The answer is 5.')).toBe(true);
    expect(last?.own.find(({ forced }) => forced === null)?.bytes).not.toBe('T');
    expect(run.candidates[run.chosen ?? -1]?.answer).toBe('5');
  });
  it('is not written where an answer stands', async () => {
    const run = await attempt(method, { engine: solver(1, 12), args: { start: 2 } });
    expect(branchesOf(run).some(({ label }) => label === 'the answer at last')).toBe(false);
  });
});

describe('several responses', () => {
  const args = { n: 6, start: 2, temperature: 1 };

  it('vote, each with its own triggers', async () => {
    const run = await attempt(method, { args });
    expect(run.candidates).toHaveLength(6);
    const answers = answersOf(run).filter((answer) => answer !== null);
    const votes =
      new Set(answers).size === 1
        ? [answers.length]
        : ['5', '6'].map((one) => answers.filter((answer) => answer === one).length);
    const winner = run.candidates[run.chosen ?? -1]?.answer;
    expect(answers.filter((answer) => answer === winner)).toHaveLength(Math.max(...votes));
    expect(run.confidence).toBe(Math.max(...votes) / 6);
    for (const { branch } of run.candidates) expect(triggersIn(branchesOf(run)[branch])).toBeGreaterThan(0);
    expect(run.standing).toBeUndefined();
    expect(run.cost.generated).toBe(generatedIn(run));
  });

  it('are ranked by self-certainty where they are to be', async () => {
    const surest = await attempt(method, { args: { ...args, pick: 'certainty' } });
    const scores = surest.candidates.flatMap(({ answer, score }) =>
      answer === null ? [] : [score ?? -Infinity],
    );
    expect(surest.candidates[surest.chosen ?? -1]?.score).toBe(Math.max(...scores));
    const borda = await attempt(method, { args: { ...args, pick: 'borda' } });
    expect(answersOf(borda)).toEqual(answersOf(surest));
  });

  it('of which the first is what one response alone would be', async () => {
    const one = await attempt(method, { args: { ...args, n: 1 } });
    const first = branchesOf(await attempt(method, { args })).find(({ label }) =>
      label.startsWith('response 1 of 6'),
    );
    expect(textOf(first)).toBe(textOf(branchesOf(one)[0]));
  });

  it('are refused where all would be the same', async () => {
    await expect(attempt(method, { args: { n: 2 } })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('temperature above 0'),
    });
  });
});
