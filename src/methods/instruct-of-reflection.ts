/** Instruct-of-Reflection: an instructor says each round whether to start afresh, stop, or select. arXiv 2503.00902; methods.md 12.5. */
import type { Question } from '#tasks/items/item.ts';
import type { Message } from '#core/messages.ts';
import { sameOutcome } from '#scoring/answers/equal-answers.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, Traced } from './define.ts';
import { int, number } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { answerForm, askedNext } from './steps/dialogue.ts';
import { preferenceForSecond } from './steps/preferred.ts';
import { YES_OR_NO, verdicts } from './steps/word-verdict.ts';

const META =
  'Do not solve it. In two or three sentences, say how problems of this kind are solved, and what goes wrong with them.';
const REFLECT = 'Look at your solution again, step by step, and solve the problem anew where it is wrong.';

type Order = 'stop' | 'refresh' | 'select';
interface Round {
  readonly order: Order;
  /** What stands after it. */
  readonly standing: Answer;
}

export const instructOfReflection = defineMethod({
  id: 'instruct-of-reflection',
  title: 'Instruct-of-Reflection',
  idea: [
    'Reflects on an answer, compares what comes of it, and lets an instructor order: stop, start afresh with a note on how such problems go, or select the better of two.',
    'Static loops repeat themselves, drift away from right answers or stay with wrong ones; an order for each round meets each of the three.',
    'It takes up to five calls a round, its note is written by the same model from the problem alone, and a small instructor orders nearly at random.',
  ],
  algorithm: [
    'm ← note on how problems like x are solved; y ← answer to x',
    'for round 1 … R: y′ ← reflection on y',
    '  y and y′ state the same: P(yes | y is beyond doubt) ≥ 0.5: STOP; else REFRESH: y ← answer to x with m, sampled at T',
    '  they differ: SELECT: y ← the one preferred in both orders together',
    'return y',
  ],
  source:
    'arXiv 2503.00902; there notes come from a memory of similar problems, and the mapping of agreement to orders is ours',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: [],
  params: {
    rounds: int(4, { min: 1, max: 8, label: 'most rounds (R)' }),
    temperature: number(0.7, { min: 0, max: 5, label: 'temperature of a fresh start (T)' }),
  },
  async *run(ctx, task, { rounds, temperature }) {
    const note = yield* ctx.chat(about(task, META), { label: 'note' });
    const answers: Answer[] = [yield* ctx.generate({ label: 'basic answer' })];
    const orders: Order[] = [];
    const stood = [0];
    let standing = answers[0] as Answer;
    while (orders.length < rounds && orders.at(-1) !== 'stop' && ctx.over === null) {
      const reflected = yield* ctx.chat(askedNext(standing, `${REFLECT} ${answerForm(task)}`), {
        label: 'reflection',
      });
      answers.push(reflected);
      if (ctx.over !== null) break;
      const fresh = { messages: withNote(task, note.text), temperature, label: 'afresh' };
      const instructed = instruct(ctx, task, [standing, reflected], () => ctx.generate(fresh));
      const round: Round = yield* ctx.span(`round ${orders.length + 1}`, instructed);
      orders.push(round.order);
      standing = round.standing;
      if (!answers.includes(standing)) answers.push(standing);
      stood.push(answers.indexOf(standing));
    }
    const candidates = candidatesOf(task, answers);
    const chosen = answers.indexOf(standing);
    const counts = countsOf(orders);
    const reason = `ordered: ${Object.entries(counts)
      .map((pair) => pair.join(' '))
      .join(', ')}`;
    return { candidates, chosen, draft: 0, standing: stood, reason, counts };
  },
});

async function* instruct(
  ctx: MethodContext,
  task: Question,
  both: readonly [Answer, Answer],
  afresh: () => Traced<Answer>,
): Traced<Round> {
  const [standing, reflected] = both;
  const [before = null, after = null] = both.map(({ text }) => task.answerOf(text));
  if (!sameOutcome(before, after)) {
    const share = yield* preferenceForSecond(ctx, task, both);
    const isSecond = before === null || (after !== null && (share ?? 0) > 0.5);
    return { order: 'select', standing: isSecond ? reflected : standing };
  }
  const doubt = `Solution:\n${reflected.text.trim()}\n\nIs this solution right beyond doubt? ${YES_OR_NO}`;
  const [sure] = yield* verdicts(ctx, [about(task, doubt)], { label: 'beyond doubt' });
  if ((sure ?? 1) >= 0.5 || ctx.over !== null) return { order: 'stop', standing: reflected };
  const fresh = yield* afresh();
  return { order: 'refresh', standing: task.answerOf(fresh.text) === null ? reflected : fresh };
}

function about({ text }: Question, request: string): Message[] {
  return [{ role: 'user', content: `Problem: ${text}\n\n${request}` }];
}

function withNote({ messages }: Question, note: string): Message[] {
  const last = messages.length - 1;
  const told = (content: string): string => `How such problems are solved: ${note.trim()}\n\n${content}`;
  return messages.map((message, i) =>
    i === last ? { ...message, content: told(message.content) } : message,
  );
}

function countsOf(orders: readonly Order[]): Record<Order, number> {
  const of = (order: Order): number => orders.filter((one) => one === order).length;
  return { refresh: of('refresh'), select: of('select'), stop: of('stop') };
}
