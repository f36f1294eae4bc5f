/** Self-Polish: the problem is rewritten, not the answer, until answers agree. arXiv 2305.14497; methods.md 12.2. */
import type { Question } from '#tasks/items/item.ts';
import { equalAnswers } from '#scoring/answers/equal-answers.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import type { Message } from '#core/messages.ts';
import { defineMethod } from './define.ts';
import type { Answer, Candidate, MethodResult } from './define.ts';
import { choice, int, number } from './params.ts';
import { candidatesOf, samplesOf } from './steps/candidates.ts';
import { lastAnswered } from './steps/last-answered.ts';

const REWRITE =
  'Rewrite this problem so that it is easier to solve. Leave out what does not matter, put the rest in a sensible order, and join conditions that belong together. Its meaning and its question must stay. Write the new problem only.';

const PICKS = ['original', 'first', 'last', 'vote'] as const;
type Pick = (typeof PICKS)[number];

export const selfPolish = defineMethod({
  id: 'self-polish',
  title: 'Self-Polish',
  idea: [
    'Lets the model rewrite the problem, solves it again, and stops when two answers in a row agree.',
    'A problem without what does not matter, in a sensible order, is easier than the one that was asked.',
    'It takes two calls a round, and a rewriting that loses or bends a condition makes a right answer wrong.',
  ],
  algorithm: [
    'P0 ← x; y0 ← answer to P0',
    'for t = 1 … R: P_t ← P_{t−1} rewritten; y_t ← answer to P_t; if y_t and y_{t−1} state the same: return y_t',
    'numbers kept: a P_t in which a number of x is missing ends the loop unsolved',
    'return y0, y1, the last y, or the majority, as is chosen',
  ],
  source: 'arXiv 2305.14497 and repo WooooDyy/Self-Polish; the check of numbers is ours',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: [],
  params: {
    rounds: int(3, { min: 1, max: 8, label: 'most rewritings (R)' }),
    pick: choice('last', PICKS, {
      label: 'which answer counts when no two in a row agree',
    }),
    numbers: choice('free', ['free', 'kept'], {
      label: 'of the problem: free to go, as distractors must, or each kept by every rewriting',
    }),
    temperature: number(0, { min: 0, max: 5, label: 'temperature; 0 is greedy' }),
  },
  async *run(ctx, task, { rounds, pick, numbers, temperature }) {
    const answers: Answer[] = [yield* ctx.generate({ temperature, label: 'original' })];
    let problem = task.text;
    while (answers.length <= rounds && ctx.over === null) {
      const round = answers.length;
      const asked: Message[] = [{ role: 'user', content: `${problem}\n\n${REWRITE}` }];
      problem = (yield* ctx.chat(asked, { temperature, label: `rewriting ${round}` })).text.trim();
      const isLost = problem === '' || (numbers === 'kept' && !keepsNumbers(task.text, problem));
      if (isLost || ctx.over !== null) break;
      answers.push(yield* ctx.chat(put(task, problem), { temperature, label: `solved ${round}` }));
      if (isSettled(candidatesOf(task, answers))) break;
    }
    const candidates = candidatesOf(task, answers);
    const standing = candidates.map((_, i) => ended(candidates.slice(0, i + 1), pick).chosen ?? i);
    return { ...ended(candidates, pick), standing };
  },
});

function ended(candidates: readonly Candidate[], pick: Pick): MethodResult {
  const result = lastAnswered(candidates);
  const chosen = isSettled(candidates) ? null : picked(candidates, pick);
  if (chosen === null || candidates[chosen]?.value === null) return result;
  return { ...result, chosen, reason: `no two in a row agree; ${pick} counts` };
}

/** The rewritten problem, in the form that the original was put to the model. */
function put({ messages, text }: Question, problem: string): Message[] {
  return messages.map((message) => ({ ...message, content: message.content.replace(text, () => problem) }));
}

function keepsNumbers(before: string, after: string): boolean {
  const numbersOf = (text: string): string[] => text.match(/\d+(?:[.,]\d+)*/g) ?? [];
  const kept = new Set(numbersOf(after));
  return numbersOf(before).every((number) => kept.has(number));
}

function isSettled(candidates: readonly Candidate[]): boolean {
  const [before = null, last = null] = candidates.slice(-2).map(({ value }) => value);
  return before !== null && last !== null && equalAnswers(before, last);
}

/** Index of the one that counts; null: the last that states an answer. */
function picked(candidates: readonly Candidate[], pick: Pick): number | null {
  switch (pick) {
    case 'original':
      return 0;
    case 'first':
      return Math.min(1, candidates.length - 1);
    case 'last':
      return null;
    case 'vote':
      return majorityVote(samplesOf(candidates)).chosen;
  }
}
