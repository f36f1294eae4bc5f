/** The wording of every turn, once: training, probes and page say exactly the same. */
import type { Message } from '#core/messages.ts';
import type { Problem } from '#tasks/problem.ts';

/** Asked after a solution that stands in the user's turn. */
export const CHECK_REQUEST = 'Is this right?';
/** How the assistant opens and closes the check of a user's solution; between them a fresh solution. */
export const CHECK_OPENING = 'Let me check.';
export const FOUND_WRONG = 'So that was wrong.';
export const FOUND_RIGHT = 'So that was right.';
/** What follows a solution that is thought over; written on a line of its own. */
export const WAIT_LINE = 'Wait, let me check.';
/** Written right after a step that is taken back at once. */
export const TAKE_BACK = ' No.';

export function problemMessages({ text }: Pick<Problem, 'text'>): Message[] {
  return [{ role: 'user', content: text }];
}
/** The same lines that could stand in the model's own turn, in the user's. */
export function userErrorMessages({ text }: Pick<Problem, 'text'>, lines: readonly string[]): Message[] {
  return turnMessages(text, lines.join('\n'));
}
/** @param userTurn lines that the user adds to the problem and asks about, joined by newlines; null asks the problem. */
export function turnMessages(text: string, userTurn: string | null): Message[] {
  const content = userTurn === null ? text : [text, userTurn, CHECK_REQUEST].join('\n');
  return [{ role: 'user', content }];
}
/** What P(True) is asked about: the whole written solution, since the number alone could not be checked in one pass. */
export function proposedAnswer(lines: readonly string[]): string {
  return lines.join('\n');
}

/** Asked for a verdict on each written step. */
export const STEPS_REQUEST = 'Is each step right?';
export function stepVerdictOpening(step: number): string {
  return `Step ${step} is `;
}
/** Before single claims, each with its verdict behind it. */
export const CLAIMS_REQUEST = 'Which are right?';
/** A single calculation, asked as a question of its own. */
export function drillQuestion(left: number, op: string, right: number): string {
  return `What is ${left} ${op} ${right}?`;
}
