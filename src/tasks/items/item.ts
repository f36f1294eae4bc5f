/**
 * A problem as methods meet it, whether it was generated here or comes from a file, and what judges it. A method is
 * handed the Question alone; the reference answer (gold) is beside it and reaches a method only through `ctx.check`.
 */
import type { Run } from '#core/execution.ts';
import type { Message } from '#core/messages.ts';
import type { TraceProblem } from '#core/trace/events.ts';
import { equalAnswers } from '#scoring/answers/equal-answers.ts';
import { normaliseAnswer } from '#scoring/answers/normalise-answer.ts';
import type { Given } from './given.ts';

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
  /**
   * The whole text is the answer, trimmed, and not a part of it that it states last. Two are hardly ever equal, so a vote
   * says nothing of it: the first sample wins by chance. Methods that rank or revise are not touched by this.
   */
  readonly openEnded?: true;
}
export interface Item extends Question {
  /** The right answer, as it is written; of `judge` what it asks for, in words. */
  readonly gold: string;
  /** Judges a whole text by code. Left out: the answer that it states is compared with `gold`. */
  readonly judge?: Judge;
  /** No right answer is known: what comes of it is neither right nor wrong, and no accuracy counts it. */
  readonly unjudged?: true;
  /**
   * Index of the first wrong line, null when none is wrong, 'unknown' of lines that the checker cannot judge; null itself
   * where no checker knows steps.
   */
  readonly firstWrongLine: ((lines: readonly string[]) => number | null | 'unknown') | null;
  /** What of an answer comes with it. */
  readonly given?: Given;
  /** What tells it from the others, as plain data. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** As the head of its trace names it. */
  readonly problem: TraceProblem;
}

/** @param run runs programs; rejects as it does, and 'bad-input' where a text cannot be judged without it */
export type Judge = (text: string, run?: Run) => Promise<Judgement>;
export interface Judgement {
  readonly right: boolean;
  /** Of problems that ask for several things: each, and whether it is met. */
  readonly conditions?: readonly CheckedCondition[];
}
export interface CheckedCondition {
  /** What is asked for, one sentence. */
  readonly words: string;
  readonly met: boolean;
}

export async function judgedText(
  { judge, gold, answerOf }: Pick<Item, 'judge' | 'gold' | 'answerOf'>,
  text: string,
  run?: Run,
): Promise<Judgement> {
  return judge === undefined ? { right: isRight(gold, answerOf(text)) } : judge(text, run);
}

/** No answer is never right. */
function isRight(gold: string, answer: string | null): boolean {
  const right = normaliseAnswer(gold);
  return answer !== null && right !== null && equalAnswers(answer, right);
}
