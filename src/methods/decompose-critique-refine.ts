/** DeCRIM: the instruction in single constraints, a critic for each, refinement of what failed only. arXiv 2410.06458; methods.md 12.7. */
import type { Question } from '#tasks/items/item.ts';
import type { Message } from '#core/messages.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, Traced } from './define.ts';
import { int } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { ANSWER_FORM, askedNext } from './steps/dialogue.ts';
import { lastAnswered } from './steps/last-answered.ts';
import { bulleted, listed } from './steps/listed.ts';
import { YES_OR_NO, verdicts } from './steps/word-verdict.ts';

const DECOMPOSE =
  'List every single condition that a response to this request must meet, one a line. Do not respond to it.';

export const decomposeCritiqueRefine = defineMethod({
  id: 'decompose-critique-refine',
  title: 'DeCRIM',
  idea: [
    'Splits the request into single conditions, judges the answer by each, says where those that fail are broken, and refines these only.',
    'Requests of many conditions fail at one or two of them, which a look at the whole misses.',
    'On one plain question there is little to split, and the critic is the same model, which overlooks what it broke.',
  ],
  algorithm: [
    'y ← answer to x; c_1 … c_k ← conditions of x',
    'repeat up to R times: F ← those c_i with P(yes | y meets c_i) < 0.5; if F is empty: stop',
    '  for each of F: where ← what in y breaks it',
    '  y ← y revised, told F and where',
    'return y',
  ],
  source: 'arXiv 2410.06458; with the self critic, since problems here carry no exact one',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: ['statistics'],
  params: {
    constraints: int(6, { min: 1, max: 16, label: 'most conditions (k)' }),
    rounds: int(3, { min: 1, max: 8, label: 'most rounds (R)' }),
  },
  async *run(ctx, task, { constraints, rounds }) {
    const answers: Answer[] = [yield* ctx.generate({ label: 'draft' })];
    const request = task.messages.at(-1)?.content ?? task.text;
    const asked: Message[] = [{ role: 'user', content: `Request: ${request}\n\n${DECOMPOSE}` }];
    const list = yield* ctx.chat(asked, { label: 'conditions' });
    const conditions = listed(list.text, constraints);
    while (answers.length <= rounds && ctx.over === null) {
      const standing = answers.at(-1) as Answer;
      const critic = criticised(ctx, task, standing, conditions);
      const broken = yield* ctx.span(`critique ${answers.length}`, critic);
      if (broken.length === 0 || ctx.over !== null) break;
      const refine = `These conditions are not met:\n${bulleted(broken)}\nRevise your response so that they are, and leave the rest as it is. ${ANSWER_FORM}`;
      answers.push(yield* ctx.chat(askedNext(standing, refine), { label: `refined ${answers.length}` }));
    }
    return lastAnswered(candidatesOf(task, answers));
  },
});

/** The conditions that the answer breaks, each with where. */
async function* criticised(
  ctx: MethodContext,
  { text }: Question,
  { text: answer }: Answer,
  conditions: readonly string[],
): Traced<string[]> {
  const about = (request: string): Message[] => [
    { role: 'user', content: `Request: ${text}\n\nResponse:\n${answer.trim()}\n\n${request}` },
  ];
  const judged = conditions.map((one) => about(`Does the response meet this condition: ${one} ${YES_OR_NO}`));
  const shares = yield* verdicts(ctx, judged, { label: 'condition' });
  const broken = conditions.filter((_, i) => (shares[i] ?? 1) < 0.5);
  const places = yield* ctx.together(
    broken.map((one) => ({
      messages: about(`It does not meet this condition: ${one} Say in one line where.`),
      until: 'step' as const,
      label: 'where it is broken',
    })),
  );
  return broken.map((one, i) => `${one} (${places[i]?.text.trim() ?? ''})`);
}
