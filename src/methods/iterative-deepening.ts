/** Iterative deepening: a trigger at token budgets that grow by a factor. arXiv 2502.05449; methods.md 7.2. */
import { AppError } from '#core/app-error.ts';
import { equalAnswers } from '#scoring/answers/equal-answers.ts';
import { bestOfN } from '#scoring/votes/best-of-n.ts';
import { bordaVote, suggestedBordaPower } from '#scoring/votes/borda.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import type { Question } from '#tasks/items/item.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, MethodResult, Traced } from './define.ts';
import { choice, int, number, text } from './params.ts';
import { bestResult, candidatesOf, samplesOf, selfCertaintyOf, votedResult } from './steps/candidates.ts';
import { deepened } from './steps/deepening.ts';
import type { Deepened, Deepening } from './steps/deepening.ts';
import { lastAnswered } from './steps/last-answered.ts';

const CUE = 'The answer is';
const PICKS = ['majority', 'borda', 'certainty'] as const;

export const iterativeDeepening = defineMethod({
  id: 'iterative-deepening',
  title: 'Iterative deepening sampling',
  idea: [
    'Lets the model write up to a budget, writes a trigger that makes it look again, and goes on with a budget that is larger by a factor; several such responses may vote.',
    'Reflection comes early while the answer is short, and seldom once much is written, for a bounded number of tokens in all.',
    'Models that were not trained to reflect derive the same again, or give up what was right.',
  ],
  algorithm: [
    'for each of N responses: L ← L0; y ← what the model writes up to L tokens',
    '  repeat: L ← g · L; take the end of the turn away, or finish the line that was cut; y ← y + trigger',
    '          y ← y + what the model writes up to L tokens in all',
    '  until R triggers are written, the next L is above L_max, thinking is closed (</think>), or two rounds in a row each state the same answer anew',
    '  what is cut is written on, up to L_max tokens in all; where no answer stands, “The answer is” is written and gone on with',
    'return the last answer; of several responses the majority, a Borda vote on self-certainty, or the surest',
  ],
  source: 'arXiv 2502.05449 (ID-sampling), trigger of Marco-o1 (arXiv 2411.14405)',
  corrects: 'generation',
  feedback: ['self'],
  needs: 'any',
  requires: [],
  params: {
    start: int(48, { min: 1, max: 4096, label: 'first budget in tokens (L0)' }),
    growth: number(2, { min: 1.1, max: 16, label: 'factor between budgets (g)' }),
    largest: int(2048, { min: 1, max: 65_536, label: 'largest budget in tokens (L_max)' }),
    rounds: int(3, { min: 1, max: 16, label: 'most triggers (R)' }),
    trigger: text('Wait, let me check.', { label: 'what is written at every cut' }),
    n: int(1, { min: 1, max: 64, label: 'responses (N); several need a temperature above 0' }),
    pick: choice('majority', PICKS, {
      label: 'of several: majority, Borda vote on self-certainty, or the surest',
    }),
    temperature: number(0, { min: 0, max: 5, label: 'temperature; 0 is greedy' }),
  },
  async *run(ctx, task, { n, pick, ...deepening }) {
    if (n > 1 && deepening.temperature === 0)
      throw new AppError(
        'bad-input',
        `${n} greedy responses are all the same. Give a temperature above 0, or n=1.`,
      );
    const isSettled = ({ parts }: Deepened): boolean => agree(parts, task.answerOf);
    const responses = yield* deepened(ctx, n, { ...deepening, isSettled });
    yield* statedAtLast(ctx, task, responses, deepening);
    const triggers = responses.reduce((sum, one) => sum + one.triggers, 0) / n;
    return { ...resultOf(task, responses, pick), counts: { triggers } };
  },
});

/** The last two rounds each state an answer, and it is the same. */
function agree(parts: readonly string[], answerOf: (text: string) => string | null): boolean {
  const [before = null, last = null] = parts.slice(-2).map(answerOf);
  return before !== null && last !== null && equalAnswers(before, last);
}

/** The cue for the final answer, where a response states none. */
async function* statedAtLast(
  ctx: MethodContext,
  task: Question,
  responses: readonly Deepened[],
  { temperature }: Pick<Deepening, 'temperature'>,
): Traced<void> {
  if (ctx.over !== null) return;
  const open = responses.filter(({ stated }) => task.answerOf(lastOf(stated).text) === null);
  const asked = { force: CUE, until: 'step', temperature, label: 'the answer at last' } as const;
  const answers = yield* ctx.together(open.map(({ stated }) => ({ ...asked, from: lastOf(stated) })));
  for (const [i, one] of open.entries()) one.stated.push(...answers.slice(i, i + 1));
}

/** Of one response all that it stated in turn; of several the last of each. */
function resultOf(
  task: Question,
  responses: readonly Deepened[],
  pick: (typeof PICKS)[number],
): MethodResult {
  const [first] = responses;
  if (first !== undefined && responses.length === 1) {
    // What was cut is no draft: it is compared with the greedy answer.
    const { draft: _, ...result } = lastAnswered(candidatesOf(task, first.stated));
    return result;
  }
  const last = responses.map(({ stated }) => lastOf(stated));
  const candidates = candidatesOf(task, last, pick === 'majority' ? undefined : selfCertaintyOf);
  const samples = samplesOf(candidates);
  if (pick === 'certainty') return bestResult(candidates, bestOfN(samples), 'self-certainty');
  if (pick === 'majority') return votedResult(candidates, majorityVote(samples), last.length);
  return votedResult(candidates, bordaVote(samples, suggestedBordaPower(last.length)));
}

function lastOf(stated: readonly Answer[]): Answer {
  return stated.at(-1) as Answer;
}
