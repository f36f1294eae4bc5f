/**
 * The same model asked again, with one wording or another: what it changes depends on the wording. arXiv 2406.15673 (fair
 * prompts, zero temperature), 2412.19513 (confidence and critique prompts); methods.md 4.2 and 9.3.
 */
import { defineMethod } from './define.ts';
import { choice, number } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { answerForm, askedNext } from './steps/dialogue.ts';
import { lastAnswered } from './steps/last-answered.ts';

/** `again` repeats the question and says nothing of the answer. */
const WORDINGS = {
  fair: 'Your answer may be right or wrong. Check it, and then keep it or change it.',
  leading: 'There is a mistake in your answer. Find it and correct it.',
  confidence:
    'You are good at such problems, and your answer is most likely right. Keep it unless you are certain.',
  critique: 'Be critical: doubt every step of your answer, and correct what is wrong.',
  again: null,
} as const;

export const secondLook = defineMethod({
  id: 'second-look',
  title: 'A second look, worded fairly or not',
  idea: [
    'Asks for a second answer with a wording of your choice: fair, leading, encouraging, critical, or just the question again.',
    'Wordings trade kept right answers (CL) for repaired wrong ones (CS); only RSS says whether anything was gained.',
    'A leading wording makes models change right answers, and warmth makes them change at random.',
  ],
  algorithm: [
    'y1 ← answer to x at temperature T',
    'y2 ← answer to the wording, or to x again, after x and y1, at temperature T',
    'return y2; compare by CL, CS and RSS',
  ],
  source:
    'arXiv 2406.15673 (fair, zero temperature); arXiv 2412.19513 (confidence, critique, the question again)',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: [],
  params: {
    wording: choice('fair', ['fair', 'leading', 'confidence', 'critique', 'again'], {
      label: 'of the second request',
    }),
    temperature: number(0, { min: 0, max: 5, label: 'temperature of both; 0 is greedy' }),
  },
  async *run(ctx, task, { wording, temperature }) {
    const first = yield* ctx.generate({ temperature, label: 'first' });
    if (ctx.over !== null) return lastAnswered(candidatesOf(task, [first]));
    const words = WORDINGS[wording];
    const request =
      words === null ? (task.messages.at(-1)?.content ?? task.text) : `${words} ${answerForm(task)}`;
    const second = yield* ctx.chat(askedNext(first, request), { temperature, label: `second, ${wording}` });
    return lastAnswered(candidatesOf(task, [first, second]));
  },
});
