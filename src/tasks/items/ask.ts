/**
 * How a problem from a file is put to a model, by the kind of answer that it has. The wording asks for the form that
 * `extractAnswer` finds; nothing of the answer is given away.
 */
import type { AnswerSource } from '#scoring/answers/extract-answer.ts';

export type AnswerKind = 'number' | 'letter' | 'yes-no' | 'text';

const REQUESTS: Readonly<Record<AnswerKind, string>> = {
  number: 'Think step by step, one step a line. End with “The answer is” and the number.',
  letter: 'Think step by step, one step a line. End with “The answer is” and the letter in brackets.',
  'yes-no': 'Think step by step, one step a line. End with “The answer is” and yes or no.',
  text: 'Think step by step, one step a line. End with “The answer is” and the answer.',
};

export function askFor(problem: string, kind: AnswerKind): string {
  return `${problem}\n${REQUESTS[kind]}`;
}

/** What is tried first, and whether a bare last number may stand for an answer. */
export function readingOf(kind: AnswerKind): { readonly asked: AnswerSource; readonly guess: boolean } {
  return { asked: 'phrase', guess: kind === 'number' };
}
