/** Self-Refine: feedback and refinement by the same model, with all that was said before. arXiv 2303.17651; methods.md 12.1. */
import type { Message } from '#core/messages.ts';
import type { Question } from '#tasks/items/item.ts';
import { defineMethod } from './define.ts';
import type { Answer } from './define.ts';
import { int, number } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { answerForm } from './steps/dialogue.ts';
import { lastAnswered } from './steps/last-answered.ts';

/** Ends the loop where it stands in a feedback, in capitals or not. */
const NOTHING_LEFT = 'NOTHING TO IMPROVE';
const FEEDBACK = `Give feedback on this solution: name each point that should change, and how. If no point is left, write ${NOTHING_LEFT}.`;
const REFINE = 'Write the solution again with all of the feedback taken in.';

export const selfRefine = defineMethod({
  id: 'self-refine',
  title: 'Self-Refine',
  idea: [
    'Asks the model for feedback on its draft, then for a better one, until the feedback says that nothing is left.',
    'Saying what to change is easier than writing it right at once, and earlier drafts keep it from going in circles.',
    'Small models praise, copy or lose the format; on arithmetic it gains next to nothing without outside help.',
  ],
  algorithm: [
    'y0 ← answer to x',
    'for t = 0 … R − 1: f_t ← feedback on y_t; if f_t says that nothing is left: stop',
    '  y_{t+1} ← refinement, given x, y0, f0, …, y_t, f_t',
    'return the last y',
  ],
  source: 'arXiv 2303.17651',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: [],
  params: {
    rounds: int(4, { min: 1, max: 8, label: 'most rounds (R)' }),
    temperature: number(0.7, { min: 0, max: 5, label: 'temperature; 0 is greedy' }),
  },
  async *run(ctx, task, { rounds, temperature }) {
    const drafts: Answer[] = [yield* ctx.generate({ temperature, label: 'draft' })];
    const feedbacks: string[] = [];
    while (feedbacks.length < rounds && ctx.over === null) {
      const asked = dialogue(task, drafts, feedbacks);
      const feedback = yield* ctx.chat(asked, { temperature, label: `feedback ${drafts.length}` });
      feedbacks.push(feedback.text.trim());
      if (feedback.text.toUpperCase().includes(NOTHING_LEFT) || ctx.over !== null) break;
      const refine = dialogue(task, drafts, feedbacks);
      drafts.push(yield* ctx.chat(refine, { temperature, label: `refined ${drafts.length}` }));
    }
    return lastAnswered(candidatesOf(task, drafts));
  },
});

/** Draft, feedback, draft, … in turn; asks for whichever is due. */
function dialogue(task: Question, drafts: readonly Answer[], feedbacks: readonly string[]): Message[] {
  const turns = drafts.flatMap(({ text }, i): Message[] => {
    const feedback = feedbacks[i];
    const said: Message[] = [
      { role: 'assistant', content: text.trim() },
      { role: 'user', content: FEEDBACK },
    ];
    if (feedback === undefined) return said;
    return [
      ...said,
      { role: 'assistant', content: feedback },
      { role: 'user', content: `${REFINE} ${answerForm(task)}` },
    ];
  });
  return [...task.messages, ...turns];
}
