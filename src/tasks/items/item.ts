/**
 * A problem as methods meet it, whether it was generated here or comes from a file, and what judges it. A method is
 * handed the Question alone; the reference answer (gold) is beside it and reaches a method only through `ctx.check`.
 */
import type { Message } from '#core/messages.ts';
import type { TraceProblem } from '#core/trace/events.ts';
import { equalAnswers } from '#scoring/answers/equal-answers.ts';
import { normaliseAnswer } from '#scoring/answers/normalise-answer.ts';

export interface Question {
  /** Tells it from the others of its set; chance for it comes from the seed and this. */
  readonly id: string;
  /** The problem, as P(True) and critics quote it. */
  readonly text: string;
  /** How it is put to the model. */
  readonly messages: readonly Message[];
  /** One of our generators' problems, in the form that the organisms were trained on. */
  readonly generated: boolean;
  /** The final answer that a text states last, normalised; null when there is none. */
  answerOf(text: string): string | null;
}
export interface Item extends Question {
  /** The right answer, as it is written. */
  readonly gold: string;
  /** Index of the first wrong line, null when none is wrong; null itself where no checker knows steps. */
  readonly firstWrongLine: ((lines: readonly string[]) => number | null) | null;
  /** What tells it from the others, as plain data. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** As the head of its trace names it. */
  readonly problem: TraceProblem;
}

/** @param answer as `answerOf` gives it; none is never right. */
export function isRight({ gold }: Pick<Item, 'gold'>, answer: string | null): boolean {
  const right = normaliseAnswer(gold);
  return answer !== null && right !== null && equalAnswers(answer, right);
}
