/** Self-rethinking: are mistakes that were made before made again here? arXiv 2403.20046; seeds.md row 68. */
import type { Question } from '#tasks/items/item.ts';
import type { Message } from '#core/messages.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, Traced } from './define.ts';
import { int, number, text } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { answerForm, askedNext } from './steps/dialogue.ts';
import { lastAnswered } from './steps/last-answered.ts';
import { bulleted } from './steps/listed.ts';
import { YES_OR_NO, verdicts } from './steps/word-verdict.ts';

const KINDS =
  'a number copied wrongly; a sum or product worked out wrongly; a step left out; the wrong operation; another question answered than was asked';

export const selfRethinking = defineMethod({
  id: 'self-rethinking',
  title: 'Self-rethinking',
  idea: [
    'Asks of each kind of mistake on record whether the answer makes it again, and has the problem solved anew where one is found.',
    'A named kind of mistake is easier to look for than “any mistake”, and mistakes repeat themselves.',
    'The record must fit the problems, each kind is one more call a round, and a small model that finds what is not there breaks right answers.',
  ],
  algorithm: [
    'y ← answer to x; E ← kinds of mistakes on record',
    'repeat up to K times: F ← those e in E with P(yes | y makes e) > threshold; if F is empty: stop',
    '  y ← answer to x again, told F',
    'return y',
  ],
  source: 'arXiv 2403.20046; the record of this program stands in for the paper’s set of errors',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: [],
  params: {
    kinds: text(KINDS, { max: 600, label: 'kinds of mistakes on record (E), parted by semicolons' }),
    threshold: number(0.5, { min: 0, max: 1, label: 'P(yes) above which a mistake counts as made' }),
    retries: int(2, { min: 1, max: 8, label: 'most retries (K)' }),
  },
  async *run(ctx, task, { kinds, threshold, retries }) {
    const record = kinds.split(';').flatMap((kind) => (kind.trim() === '' ? [] : [kind.trim()]));
    const answers: Answer[] = [yield* ctx.generate({ label: 'draft' })];
    while (answers.length <= retries && ctx.over === null) {
      const standing = answers.at(-1) as Answer;
      const check = made(ctx, task, { standing, record, threshold });
      const found = yield* ctx.span(`rethinking ${answers.length}`, check);
      if (found.length === 0 || ctx.over !== null) break;
      const request = `Your solution seems to make these mistakes:\n${bulleted(found)}\nSolve the problem again without them. ${answerForm(task)}`;
      answers.push(yield* ctx.chat(askedNext(standing, request), { label: `retry ${answers.length}` }));
    }
    return lastAnswered(candidatesOf(task, answers));
  },
});

interface Rethinking {
  readonly standing: Answer;
  readonly record: readonly string[];
  readonly threshold: number;
}

/** The kinds on record that the answer makes, as the model sees it. */
async function* made(
  ctx: MethodContext,
  task: Question,
  { standing, record, threshold }: Rethinking,
): Traced<string[]> {
  const shown = `Problem: ${task.text}\n\nSolution:\n${standing.text.trim()}`;
  const questions = record.map((kind): Message[] => [
    { role: 'user', content: `${shown}\n\nDoes this solution make this mistake: ${kind}? ${YES_OR_NO}` },
  ]);
  const shares = yield* verdicts(ctx, questions, { label: 'mistake' });
  return record.filter((_, i) => (shares[i] ?? 0) > threshold);
}
