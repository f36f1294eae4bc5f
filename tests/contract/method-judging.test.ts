/** Methods in which the model judges its own answers, by questions, checklists, checks and comparisons. */
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { Method } from '#methods/define.ts';
import type { ParamArguments } from '#methods/params.ts';
import { METHODS } from '#methods/index.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { attempt } from './method-fixture.ts';
import { script, talker } from './talker.ts';

const [RIGHT, WRONG] = ['The answer is 5.', 'The answer is 6.'];
const [YES, NO] = ['Answer: Yes', 'Answer: No'];
/** Prefers the right solution, wherever it stands. */
const KNOWING: readonly (readonly [RegExp, string])[] = [
  [/Solution A:\nThe answer is 5.*Answer A or B/s, 'Answer: A'],
  [/Answer A or B/, 'Answer: B'],
];
const answersOf = ({ candidates }: ItemRun) => candidates.map(({ answer }) => answer);
/** The last request of every conversation, in order. */
const requestsOf = ({ events }: ItemRun): string[] =>
  events.flatMap((event) => (event.type === 'prompt' ? [event.messages.at(-1)?.content ?? ''] : []));
function saying(method: Method, lines: readonly (readonly [RegExp, string])[], args: ParamArguments = {}) {
  return attempt(method, { engine: talker(script(...lines)), args, answerTokens: 300 });
}

describe('ART', () => {
  const method = METHODS['ask-refine-trust'];
  const lines = (verdict: string, ...more: (readonly [RegExp, string])[]) => [
    [/smaller questions must be/, '1. What is 2 + 2?\n2. What is added?'] as const,
    [/answer this rightly: What is added/, verdict] as const,
    [/answer this rightly/, YES] as const,
    [/Solve the problem again/, RIGHT] as const,
    ...more,
    [/./, WRONG] as const,
  ];

  it('refines when a question is not answered rightly, with the questions, and trusts what is preferred', async () => {
    const run = await saying(method, lines(NO, ...KNOWING));
    expect([answersOf(run), run.chosen, run.draft]).toEqual([['6', '5'], 1, 0]);
    expect(requestsOf(run).find((asked) => asked.startsWith('Solve'))).toContain(
      '- What is 2 + 2?\n- What is added?\n',
    );
  });

  it('has each of its parts alone', async () => {
    const answers = async (parts: string, verdict: string) =>
      answersOf(await saying(method, lines(verdict, ...KNOWING), { parts }));
    expect(await answers('never', NO)).toEqual(['6']);
    expect(await answers('always', YES)).toEqual(['6', '5']);
    expect(await answers('ask', YES)).toEqual(['6']);
    expect(await answers('ask', NO)).toEqual(['6', '5']);
  });

  it('takes an article for no vote', async () => {
    const prefers = (letter: string, other: string) =>
      script(
        ...lines(
          NO,
          [/Solution A:\nThe answer is 5.*Answer A or B/s, `Answer: ${letter}`],
          [/Answer A or B/, `Answer: ${other}`],
        ),
      );
    const chosen = async (letter: string, other: string) => {
      const engine = talker(prefers(letter, other), [' a', ' b']);
      const run = await attempt(method, { engine, answerTokens: 300 });
      return [run.chosen, run.standing];
    };
    expect(await chosen('A', 'B')).toEqual([1, [0, 1]]);
    expect(await chosen('a', 'b')).toEqual([0, [0, 0]]);
  });

  it('keeps the draft for a judge that prefers whatever stands first', async () => {
    const { chosen, candidates } = await saying(method, lines(NO, [/Answer A or B/, 'Answer: A']));
    expect([chosen, candidates.length]).toEqual([0, 2]);
  });
});

describe('Instruct-of-Reflection', () => {
  const method = METHODS['instruct-of-reflection'];

  it('stops when reflection agrees beyond doubt', async () => {
    const run = await saying(method, [
      [/beyond doubt/, YES],
      [/./, RIGHT],
    ]);
    expect([answersOf(run), run.reason]).toEqual([['5', '5'], 'ordered: refresh 0, select 0, stop 1']);
  });

  it('starts afresh with the note when it agrees in doubt, and selects when it differs', async () => {
    const lines = [
      [/what goes wrong with them/, 'Add in turn.'],
      [/beyond doubt/, NO],
      [/^How such problems are solved: Add in turn\./, RIGHT],
      ...KNOWING,
      [/./, WRONG],
    ] as const;
    const run = await saying(method, lines, { rounds: 2, temperature: 0 });
    expect(run.reason).toBe('ordered: refresh 1, select 1, stop 0');
    expect([answersOf(run), run.chosen, run.standing]).toEqual([['6', '6', '5', '6'], 2, [0, 2, 2]]);
    expect(run.counts).toEqual({ refresh: 1, select: 1, stop: 0 });
  });

  it('selects nothing between two ways to write one answer', async () => {
    const run = await saying(method, [
      [/beyond doubt/, YES],
      [/Look at your solution again/, 'The answer is 0.3333333.'],
      [/./, 'The answer is 1/3.'],
    ]);
    expect(run.reason).toBe('ordered: refresh 0, select 0, stop 1');
  });
});

describe('Self-Contrast', () => {
  const method = METHODS['self-contrast'];
  const lines = [
    [/Name \d different ways/, 'Ways:\n- add in turn\n- add in pairs\n- guess'],
    [/Go about it in this way: guess/, `I guess this one. ${RIGHT}`],
    [/Where do they differ/, 'One guesses.'],
    [/differ so:\nOne guesses/, 'Is it guessed?'],
    [/with this checklist:\nIs it guessed\?/, RIGHT],
    [/./, WRONG],
  ] as const;

  it('contrasts each two, and counts the majority of what was revised', async () => {
    const run = await saying(method, lines);
    expect([answersOf(run), run.chosen]).toEqual([['6', '6', '5', '5', '5', '5'], 3]);
    expect(requestsOf(run).filter((asked) => asked.includes('Where do they differ'))).toHaveLength(3);
  });

  it('keeps the answers that are least alike', async () => {
    const pairs = requestsOf(await saying(method, lines, { keep: 2 })).filter((asked) =>
      asked.includes('Where do they differ'),
    );
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatch(/Solution A:\nThe answer is 6.*Solution B:\nI guess/s);
  });
});

describe('solve and verify in turn', () => {
  const method = METHODS['solve-and-verify'];
  function turns(first: string) {
    const solution = `Solution 1:\n${WRONG}`;
    const checked = `${solution}\nCheck 1: Counted.\nIs solution 1 right? Yes or No: ${first}`;
    const second = `${checked}\nSolution 2:\n${RIGHT}`;
    const whole = `${second}\nCheck 2: Counted.\nIs solution 2 right? Yes or No: Yes.`;
    return [solution, ...(first === 'Yes.' ? [checked] : []), second, whole];
  }
  const run = (first: string, args: ParamArguments = {}) => {
    const engine = talker((_, written) => turns(first).find(({ length }) => written.length <= length) ?? '');
    return attempt(method, { engine, args, answerTokens: 300 });
  };

  it('solves again after a no and stops at a yes, in one turn of the model', async () => {
    const whole = await run('No.');
    expect([answersOf(whole), whole.chosen, whole.draft]).toEqual([['6', '5'], 1, 0]);
    expect(whole.counts).toEqual({ attempts: 2 });
    expect(whole.confidence).toBeGreaterThan(0.9);
    const last = foldTrace(whole.events).branches.at(-1)?.tokens ?? [];
    expect(last.map(({ bytes, special }) => (special ? '' : bytes)).join('')).toBe(turns('No.').at(-1));
    expect(answersOf(await run('Yes.'))).toEqual(['6']);
  });

  it('writes no more solutions than it may', async () => {
    const once = await run('No.', { most: 1 });
    expect(answersOf(once)).toEqual(['6']);
    expect(once.confidence).toBeLessThan(0.1);
  });
});

describe('self-rethinking', () => {
  const method = METHODS['self-rethinking'];
  const kinds = 'a number copied wrongly; a step left out;';

  it('tells the model the kinds of mistakes that recur, and ends when none does', async () => {
    const lines = [
      [/answer is 6.*mistake: a step left out\?/s, YES],
      [/make this mistake/, NO],
      [/Solve the problem again without them/, RIGHT],
      [/./, WRONG],
    ] as const;
    const run = await saying(method, lines, { kinds });
    expect(answersOf(run)).toEqual(['6', '5']);
    const retry = requestsOf(run).find((asked) => asked.includes('without them'));
    expect(retry).toContain('mistakes:\n- a step left out\nSolve');
  });

  it('retries so often at most', async () => {
    const lines = [[/make this mistake/, YES] as const, [/./, WRONG] as const];
    expect((await saying(method, lines, { kinds, retries: 3 })).candidates).toHaveLength(4);
  });
});

describe('checklists', () => {
  const CHECKLIST = [
    /Write a checklist/,
    'Checklist:\n- Are all numbers added?\n- Is a number stated?',
  ] as const;
  const VERDICTS = [
    [/answer is 6.*Are all numbers added\?/s, NO],
    [/Answer Yes or No/, YES],
  ] as const;

  it('have the answer rewritten for the points that fail, and give the share that passes', async () => {
    const lines = [CHECKLIST, ...VERDICTS, [/still no:/, RIGHT], [/./, WRONG]] as const;
    const run = await saying(METHODS['checklist-refine'], lines);
    expect(run.candidates.map(({ answer, score }) => [answer, score])).toEqual([
      ['6', 0.5],
      ['5', 1],
    ]);
    expect(requestsOf(run).find((asked) => asked.includes('still no:'))).toMatch(
      /still no:\n- Are all numbers added\?\nRewrite/,
    );
  });

  it('choose among samples the one that passes most', async () => {
    const said = script(CHECKLIST, ...VERDICTS);
    const engine = talker((asked) => said(asked) || [WRONG, RIGHT]);
    const run = await attempt(METHODS['checklist-best-of-n'], { engine, args: { n: 6 }, answerTokens: 300 });
    expect(new Set(answersOf(run))).toEqual(new Set(['5', '6']));
    for (const { answer, score } of run.candidates) expect(score).toBe(answer === '5' ? 1 : 0.5);
    expect(run.candidates[run.chosen ?? -1]?.answer).toBe('5');
  });
});

describe('DeCRIM', () => {
  it('refines only what fails, told where it is broken, and ends when all is met', async () => {
    const run = await saying(METHODS['decompose-critique-refine'], [
      [/List every single condition/, '* all three numbers are added\n* a number is stated'],
      [/answer is 6.*condition: all three numbers are added Answer/s, NO],
      [/Answer Yes or No/, YES],
      [/in one line where/, 'in the sum'],
      [/These conditions are not met/, RIGHT],
      [/./, WRONG],
    ]);
    expect(answersOf(run)).toEqual(['6', '5']);
    expect(requestsOf(run).find((asked) => asked.startsWith('These conditions'))).toMatch(
      /not met:\n- all three numbers are added \(in the sum\)\nRevise/,
    );
  });
});
