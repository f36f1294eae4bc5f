/**
 * How a problem from a file is put to a model, by the kind of answer that it has. The wording asks for the form that
 * `extractAnswer` finds; nothing of the answer is given away.
 */
import type { AnswerSource } from '#scoring/answers/extract-answer.ts';

export type AnswerKind = 'number' | 'letter' | 'yes-no' | 'text';

/**
 * “Answer:” and no sentence that ends with the answer: SmolLM2-135M repeats such a sentence word for word instead of
 * ending it. Greedy on 40 problems each (seed 2, at most 60 tokens) it solves 16, 4 and 22 of SCLI5, CommonsenseQA and
 * StrategyQA against 14, 1 and 15 with “End with ‘The answer is’ and …”.
 */
const REQUESTS: Readonly<Record<AnswerKind, string>> = {
  number: 'Think step by step. Write the final number on the last line, after “Answer:”.',
  letter: 'Think step by step. Write the letter of the right choice on the last line, after “Answer:”.',
  'yes-no': 'Think step by step. Write yes or no on the last line, after “Answer:”.',
  text: 'Think step by step. Write the final answer on the last line, after “Answer:”.',
};

export function askFor(problem: string, kind: AnswerKind): string {
  return `${problem}\n${REQUESTS[kind]}`;
}

/** What is tried first, and whether a bare last number may stand for an answer. */
export function readingOf(kind: AnswerKind): { readonly asked: AnswerSource; readonly guess: boolean } {
  return { asked: 'phrase', guess: kind === 'number' };
}
