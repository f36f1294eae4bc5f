/** If-or-Else: keep the answer if confident, else update it. arXiv 2402.12563; methods.md 9.2. */
import { sameOutcome } from '#scoring/answers/equal-answers.ts';
import { defineMethod } from './define.ts';
import { candidatesOf } from './steps/candidates.ts';
import { answerForm, askedNext } from './steps/dialogue.ts';
import { lastAnswered } from './steps/last-answered.ts';

const REVIEW =
  'Review your previous answer. If you are very confident about it, keep it. Otherwise update it.';
const DECIDE =
  'You have given two different answers. Check the problem and both answers again, and give the best one.';

export const ifOrElse = defineMethod({
  id: 'if-or-else',
  title: 'If-or-Else',
  idea: [
    'Tells the model to keep its answer if it is confident and to update it if not; when the two differ, it decides.',
    'A prompt that leaves the answer alone where the model is sure does not press it into changes.',
    'It helps only a model whose confidence knows something.',
  ],
  algorithm: [
    'y1 ← answer to x',
    'y2 ← answer to: keep y1 if confident, else update it',
    'if y1 and y2 state different answers: y3 ← answer to: check both, give the best',
    'return the last of them; greedy throughout, the whole dialogue kept',
  ],
  source: 'arXiv 2402.12563',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: [],
  params: {},
  async *run(ctx, task) {
    const first = yield* ctx.generate({ label: 'first' });
    if (ctx.over !== null) return lastAnswered(candidatesOf(task, [first]));
    const second = yield* ctx.chat(askedNext(first, `${REVIEW} ${answerForm(task)}`), { label: 'reviewed' });
    const both = candidatesOf(task, [first, second]);
    const [before = null, after = null] = both.map(({ value }) => value);
    const isSame = sameOutcome(before, after);
    if (isSame || ctx.over !== null) return lastAnswered(both);
    const third = yield* ctx.chat(askedNext(second, `${DECIDE} ${answerForm(task)}`), { label: 'decided' });
    return lastAnswered(candidatesOf(task, [first, second, third]));
  },
});
