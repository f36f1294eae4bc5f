/** ART: ask whether to refine, refine, and trust the original or what came of it. arXiv 2311.07961; methods.md 12.3. */
import type { Question } from '#tasks/items/item.ts';
import type { Message } from '#core/messages.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, MethodResult, Traced } from './define.ts';
import { choice, int } from './params.ts';
import { candidatesOf, selfCertaintyOf } from './steps/candidates.ts';
import { answerForm, askedNext } from './steps/dialogue.ts';
import { lastAnswered } from './steps/last-answered.ts';
import { bulleted, listed } from './steps/listed.ts';
import { preferenceForSecond } from './steps/preferred.ts';
import { YES_OR_NO, verdicts } from './steps/word-verdict.ts';

const ASK =
  'Which smaller questions must be answered to solve this problem? Write one a line and answer none of them.';

export const askRefineTrust = defineMethod({
  id: 'ask-refine-trust',
  title: 'ART: ask, refine, trust',
  idea: [
    'Splits the problem into smaller questions, refines the draft only if one of them is not answered rightly in it, and then keeps the better of the two.',
    'Deciding when to refine, and whether to believe what came of it, is where plain refinement loses right answers.',
    'In the paper both judges are trained; a small model that judges itself mostly says yes, and then it is greedy decoding at twice the price.',
  ],
  algorithm: [
    'y ← answer to x',
    'ask: q_1 … q_k ← smaller questions of x; refine if P(yes | y answers q_i rightly) < 0.5 for some i',
    'refine: y′ ← answer to x again, given y and the questions',
    'trust: keep y′ if it is preferred in both orders together, or has the higher self-certainty; else y',
    'never: y at once; always: y′ whatever asking says, untrusted; ask: y′ whenever asking says so, untrusted',
  ],
  source: 'arXiv 2311.07961 (there with a trained asker and truster)',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: [],
  params: {
    parts: choice('full', ['never', 'always', 'ask', 'full'], {
      label: 'refine never, always, when asking says so, or that and trust at the end',
    }),
    questions: int(4, { min: 1, max: 16, label: 'most smaller questions (k)' }),
    trust: choice('pairwise', ['pairwise', 'certainty'], {
      label: 'full: which is kept, by comparing both or by self-certainty',
    }),
  },
  async *run(ctx, task, { parts, questions, trust }) {
    const draft = yield* ctx.generate({ label: 'draft' });
    const keep: MethodResult = { ...lastAnswered(candidatesOf(task, [draft])), reason: 'the draft stands' };
    if (parts === 'never' || ctx.over !== null) return keep;
    const asked = yield* ctx.span('ask', subQuestions(ctx, task, questions));
    const isAsking = parts !== 'always';
    const isFine = isAsking && (yield* ctx.span('check', answersAll(ctx, task, draft, asked)));
    if (isFine || ctx.over !== null) return keep;
    const refined = yield* ctx.chat(askedNext(draft, refineRequest(task, asked)), { label: 'refined' });
    const both = lastAnswered(candidatesOf(task, [draft, refined]));
    if (parts !== 'full' || both.chosen !== 1 || ctx.over !== null) return both;
    const isTrusted = yield* ctx.span('trust', isBetter(ctx, task, [draft, refined], trust));
    return isTrusted ? both : { ...both, chosen: 0, standing: [0, 0], reason: 'the draft is trusted more' };
  },
});

async function* subQuestions(ctx: MethodContext, { text }: Question, most: number): Traced<string[]> {
  const asked: Message[] = [{ role: 'user', content: `Problem: ${text}\n\n${ASK}` }];
  return listed((yield* ctx.chat(asked, { label: 'smaller questions' })).text, most);
}

/** Without a question or a verdict there is nothing against the draft. */
async function* answersAll(
  ctx: MethodContext,
  { text }: Question,
  draft: Answer,
  questions: readonly string[],
): Traced<boolean> {
  const asked = questions.map((question): Message[] => {
    const shown = `Problem: ${text}\n\nSolution:\n${draft.text.trim()}`;
    const content = `${shown}\n\nDoes the solution answer this rightly: ${question} ${YES_OR_NO}`;
    return [{ role: 'user', content }];
  });
  const shares = yield* verdicts(ctx, asked, { label: 'question' });
  return shares.every((share) => share === null || share >= 0.5);
}

function refineRequest(task: Question, questions: readonly string[]): string {
  const about = questions.length === 0 ? '' : ` Answer these questions on the way:\n${bulleted(questions)}\n`;
  return `Solve the problem again, better.${about} ${answerForm(task)}`;
}

async function* isBetter(
  ctx: MethodContext,
  task: Question,
  both: readonly [Answer, Answer],
  by: 'pairwise' | 'certainty',
): Traced<boolean> {
  if (by === 'pairwise') return ((yield* preferenceForSecond(ctx, task, both)) ?? 0) > 0.5;
  const [before, after] = both.map(selfCertaintyOf);
  return (after ?? -Infinity) > (before ?? -Infinity);
}
