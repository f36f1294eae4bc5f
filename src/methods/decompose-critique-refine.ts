/** DeCRIM: the instruction in single constraints, a critic for each, refinement of what failed only. arXiv 2410.06458; methods.md 12.7. */
import type { Question } from '#tasks/items/item.ts';
import type { Message } from '#core/messages.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, MethodResult, Traced } from './define.ts';
import { choice, int } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { answerForm, askedNext } from './steps/dialogue.ts';
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
    'exact critic: c_1 … c_k are those of x that code checks, F ← those that it finds not met, without where',
  ],
  source: 'arXiv 2410.06458; the exact critic is the paper’s strong feedback, by code',
  corrects: 'after',
  feedback: ['self', 'oracle'],
  needs: 'instructions',
  requires: [],
  params: {
    constraints: int(6, { min: 1, max: 16, label: 'most conditions (k)' }),
    rounds: int(3, { min: 1, max: 8, label: 'most rounds (R)' }),
    critic: choice('self', ['self', 'exact'], {
      label: 'who judges: the model itself, or the code that checks the conditions of the problem',
    }),
  },
  async *run(ctx, task, { constraints, rounds, critic }) {
    const answers: Answer[] = [yield* ctx.generate({ label: 'draft' })];
    const conditions = critic === 'exact' ? null : yield* decomposed(ctx, task, constraints);
    while (answers.length <= rounds && ctx.over === null) {
      const standing = answers.at(-1) as Answer;
      const critique = conditions === null ? unmet(ctx, standing) : doubted(ctx, task, standing, conditions);
      const broken = yield* ctx.span(`critique ${answers.length}`, critique);
      if (broken === null) return uncheckable(task, standing);
      if (broken.length === 0 || ctx.over !== null) break;
      const refine = `These conditions are not met:\n${bulleted(broken)}\nRevise your response so that they are, and leave the rest as it is. ${answerForm(task)}`;
      answers.push(yield* ctx.chat(askedNext(standing, refine), { label: `refined ${answers.length}` }));
    }
    return lastAnswered(candidatesOf(task, answers));
  },
});

async function* decomposed(ctx: MethodContext, task: Question, most: number): Traced<string[]> {
  const request = task.messages.at(-1)?.content ?? task.text;
  const asked: Message[] = [{ role: 'user', content: `Request: ${request}\n\n${DECOMPOSE}` }];
  return listed((yield* ctx.chat(asked, { label: 'conditions' })).text, most);
}

/** The exact critic: what code finds not met; null where it checks nothing of the problem. */
async function* unmet({ check }: MethodContext, answer: Answer): Traced<string[] | null> {
  const conditions = check === null ? null : yield* check.conditions(answer);
  return conditions && conditions.filter(({ met }) => !met).map(({ words }) => words);
}
function uncheckable(task: Question, draft: Answer): MethodResult {
  const result = lastAnswered(candidatesOf(task, [draft]));
  return { ...result, reason: 'no code checks a condition of this problem, so the draft stays' };
}

/** The self critic: the conditions that the model doubts, each with where. */
async function* doubted(
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
