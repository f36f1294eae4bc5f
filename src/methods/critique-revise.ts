/** The three-step protocol: answer, find problems, improve. arXiv 2310.01798; methods.md 9.1. */
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, Traced } from './define.ts';
import { choice, int, number } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { answerForm, askedNext } from './steps/dialogue.ts';
import { lastAnswered } from './steps/last-answered.ts';

const REVIEW = 'Look at your previous answer again and find problems in it.';
const IMPROVE = 'Now improve your answer, using the problems that you found.';

export const critiqueRevise = defineMethod({
  id: 'critique-revise',
  title: 'Review, then improve',
  idea: [
    'Asks the model to find problems in its answer and then to improve it, and does so again.',
    'It is the plainest form of intrinsic self-correction: no outside word, only another look.',
    'It mostly breaks more answers than it mends; with the reference answer for a stop it looks good and is an oracle.',
  ],
  algorithm: [
    'y ← answer to x',
    'repeat R times: c ← what the model finds wrong with y; y ← what it then improves',
    'oracle: stop as soon as y is right',
    'return y',
  ],
  source: 'arXiv 2310.01798',
  corrects: 'after',
  feedback: ['self', 'oracle'],
  needs: 'instructions',
  requires: [],
  params: {
    rounds: int(1, { min: 1, max: 8, label: 'rounds (R)' }),
    stop: choice('none', ['none', 'oracle'], {
      label: 'what ends it early: nothing, or the reference answer',
    }),
    temperature: number(0, { min: 0, max: 5, label: 'temperature; 0 is greedy' }),
  },
  async *run(ctx, task, { rounds, stop, temperature }) {
    const answers: Answer[] = [yield* ctx.generate({ temperature, label: 'draft' })];
    for (let round = 1; round <= rounds && ctx.over === null; round++) {
      const standing = answers.at(-1) as Answer;
      if (stop === 'oracle' && (yield* isRight(ctx, standing))) break;
      const review = yield* ctx.chat(askedNext(standing, REVIEW), { temperature, label: `review ${round}` });
      if (ctx.over !== null) break;
      const improve = askedNext(review, `${IMPROVE} ${answerForm(task)}`);
      answers.push(yield* ctx.chat(improve, { temperature, label: `improved ${round}` }));
    }
    return lastAnswered(candidatesOf(task, answers));
  },
});

async function* isRight({ check }: MethodContext, answer: Answer): Traced<boolean> {
  return check !== null && (yield* check.isRight(answer));
}
