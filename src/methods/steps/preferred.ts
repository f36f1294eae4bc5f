/** Which of two answers a model prefers, asked in both orders, since models lean to the one that stands first. */
import type { Question } from '#tasks/items/item.ts';
import type { Message } from '#core/messages.ts';
import type { Answer, MethodContext, Traced } from '../define.ts';
import { verdicts } from './word-verdict.ts';

/** @returns share of the second in [0, 1], the mean of both orders; null when neither order gave a verdict */
export async function* preferenceForSecond(
  ctx: MethodContext,
  task: Question,
  [first, second]: readonly [Answer, Answer],
): Traced<number | null> {
  const questions = [compared(task, first, second), compared(task, second, first)];
  const [forA, forAReversed] = yield* verdicts(ctx, questions, { words: ['A', 'B'], label: 'compared' });
  const shares = [forA == null ? null : 1 - forA, forAReversed ?? null].filter((share) => share !== null);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function compared({ text }: Question, a: Answer, b: Answer): Message[] {
  const content = `Problem: ${text}\n\nSolution A:\n${a.text.trim()}\n\nSolution B:\n${b.text.trim()}\n\nWhich solution is right, or nearer to it? Answer A or B.`;
  return [{ role: 'user', content }];
}
