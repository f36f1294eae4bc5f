/** "Wait," after the answer: a marker makes the model look again. arXiv 2507.02778; methods.md 3.3. */
import { defineMethod } from './define.ts';
import type { Answer } from './define.ts';
import { int, number, text } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { lastAnswered } from './steps/last-answered.ts';

export const waitAfterAnswer = defineMethod({
  id: 'wait-after-answer',
  title: '“Wait,” after the answer',
  idea: [
    'Takes the end of the turn away, writes a marker such as “Wait,” after the answer, and lets the model go on.',
    'Models that pass over mistakes in their own text correct the same mistakes elsewhere; the marker opens the way.',
    'It also makes models give up right answers, and what it does must be compared with no marker and with “So”.',
  ],
  algorithm: [
    'y ← argmax decoding of x',
    'repeat R times: y ← y without its end + marker; y ← y + what the model writes on',
    'return the answer that y states last',
  ],
  source: 'arXiv 2507.02778 (marker after a wrong answer); arXiv 2504.04022 (trigger)',
  corrects: 'after',
  feedback: ['self'],
  needs: 'any',
  requires: [],
  params: {
    marker: text('Wait,', { label: 'written after the answer' }),
    rounds: int(1, { min: 1, max: 8, label: 'how often' }),
    temperature: number(0, { min: 0, max: 5, label: 'temperature after the marker; 0 is greedy' }),
  },
  async *run(ctx, task, { marker, rounds, temperature }) {
    const draft = yield* ctx.generate();
    const answers: Answer[] = [draft];
    let standing = draft;
    for (let round = 0; round < rounds && ctx.over === null; round++) {
      standing = yield* ctx.generate({ from: standing, force: marker, temperature });
      answers.push(standing);
    }
    return lastAnswered(candidatesOf(task, answers));
  },
});
