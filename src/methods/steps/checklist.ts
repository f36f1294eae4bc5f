/** Checklists of yes-or-no questions, made from the task alone (TICK, arXiv 2410.03608; methods.md 12.6). */
import type { Question } from '#tasks/items/item.ts';
import type { Message } from '#core/messages.ts';
import type { Answer, MethodContext, Traced } from '../define.ts';
import { int } from '../params.ts';
import { listed } from './listed.ts';
import { YES_OR_NO, verdicts } from './word-verdict.ts';

const MAKE =
  'Do not solve it. Write a checklist for judging solutions of it: questions to be answered by yes or no, where yes is good, one a line.';

export const itemsParam = int(6, { min: 2, max: 8, label: 'most points of the checklist' });

export async function* makeChecklist(ctx: MethodContext, { text }: Question, most: number): Traced<string[]> {
  const messages: Message[] = [{ role: 'user', content: `Problem: ${text}\n\n${MAKE}` }];
  return listed((yield* ctx.chat(messages, { label: 'checklist' })).text, most);
}

/** @returns P(yes) of each point, in order; null where the model said neither yes nor no */
export async function* checked(
  ctx: MethodContext,
  { text }: Question,
  answer: Answer,
  checklist: readonly string[],
): Traced<(number | null)[]> {
  const shown = `Problem: ${text}\n\nSolution:\n${answer.text.trim()}`;
  const questions = checklist.map((point): Message[] => [
    { role: 'user', content: `${shown}\n\n${point} ${YES_OR_NO}` },
  ]);
  return yield* verdicts(ctx, questions, { label: 'point' });
}

/** Share of points with more yes than no, [0, 1]; null without verdicts. */
export function passRate(shares: readonly (number | null)[]): number | null {
  const given = shares.filter((share) => share !== null);
  return given.length === 0 ? null : given.filter((share) => share >= 0.5).length / given.length;
}
