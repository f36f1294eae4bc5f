/** "Wait," after each step, while the answer is written. arXiv 2507.02778 and 2504.04022; methods.md 3.3 and 10. */
import { defineMethod } from './define.ts';
import { int, text } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { stepsOf } from './steps/steps-of.ts';

export const waitAfterSteps = defineMethod({
  id: 'wait-after-steps',
  title: '“Wait,” after each step',
  idea: [
    'Writes a marker after each step while the answer is being written, and lets the model go on.',
    'A mistake is met before anything is built on it, where it is cheapest to take back.',
    'It interrupts right steps too, which costs tokens and breaks answers of models that were never taught to go on.',
  ],
  algorithm: [
    'while y has no end and fewer than M markers are written',
    '  y ← y + one step; if that is a step of the solution: y ← y + marker',
    'y ← y + what the model writes to its end',
    'return the answer that y states last',
  ],
  source: 'arXiv 2507.02778 and 2504.04022, the marker moved from the end of the text to each step',
  corrects: 'generation',
  feedback: ['self'],
  needs: 'any',
  requires: [],
  params: {
    marker: text('Wait,', { label: 'written after each step' }),
    most: int(4, { min: 1, max: 32, label: 'most markers (M)' }),
  },
  async *run(ctx, task, { marker, most }) {
    let answer = yield* ctx.generate({ until: 'step', label: 'first step' });
    let written = 0;
    while (answer.end === 'step-end' && written < most && ctx.over === null) {
      const isSolution = stepsOf(answer).at(-1)?.kind === 'step';
      answer = yield* ctx.generate({ from: answer, force: isSolution ? marker : '', until: 'step' });
      if (isSolution) written += 1;
    }
    if (answer.end === 'step-end') answer = yield* ctx.generate({ from: answer, label: 'to the end' });
    const reason = `${written} markers written, what is stated last counts`;
    return { candidates: candidatesOf(task, [answer]), chosen: 0, reason };
  },
});
