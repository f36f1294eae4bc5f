/** A word problem and its written solution: the types and the one text form of a step and of the answer. */
import type { DistractorKind } from '#tasks/distractor-forms.ts';

export type Operation = '+' | '-' | '*' | '/';

/** `source`: 0 is the start value, k > 0 the result of step k, null a number that the statement itself gives. */
export interface Operand {
  readonly value: number;
  readonly source: number | null;
}
export interface ProblemStep {
  /** Counted from 1, as in the text. */
  readonly index: number;
  readonly left: Operand;
  readonly op: Operation;
  readonly right: Operand;
  readonly result: number;
  /** Which statement after the first sentence it belongs to, from 0; a statement has one or two steps. */
  readonly statement: number;
}
/** A sentence whose number does not matter to the question. */
export interface Distractor {
  readonly kind: DistractorKind;
  /** Which sentence of the text it is, from 0. */
  readonly sentence: number;
  /** Character range in the text, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** Its one number, which occurs nowhere else in the problem or its right solution. */
  readonly value: number;
}
export interface Problem {
  readonly family: 'word-problem';
  readonly seed: number;
  /** Number of steps, 2 to 6. */
  readonly difficulty: number;
  readonly text: string;
  readonly name: string;
  readonly thing: string;
  readonly start: number;
  readonly steps: readonly ProblemStep[];
  readonly answer: number;
  /** In the order of the text; none unless they were asked for. */
  readonly distractors: readonly Distractor[];
}

/** No value of a solution, right or wrong, is above this or below 0. */
export const MAX_VALUE = 999;
export const DIFFICULTIES = [2, 3, 4, 5, 6] as const;
/** Of the school of the organisms; of the steps beyond it they have read little afterwards. */
export const LONGEST_PRACTISED = 5;

/** The result, or null where it is no whole number in 0 … MAX_VALUE. */
export function apply(op: Operation, a: number, b: number): number | null {
  const value = compute(op, a, b);
  return Number.isInteger(value) && value >= 0 && value <= MAX_VALUE ? value : null;
}
function compute(op: Operation, a: number, b: number): number {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
  }
}

export interface WrittenStep {
  readonly index: number;
  readonly left: number;
  readonly op: Operation;
  readonly right: number;
  readonly result: number;
}
export function stepLine(step: WrittenStep): string {
  return `Step ${step.index}: ${step.left} ${step.op} ${step.right} = ${step.result}.`;
}
export function answerLine(value: number | string): string {
  return `The answer is ${value}.`;
}

/** The right solution, one line a step and the answer line; joined by newlines it is the assistant's text. */
export function solution(problem: Problem): string[] {
  const lines = problem.steps.map((step) =>
    stepLine({ ...step, left: step.left.value, right: step.right.value }),
  );
  return [...lines, answerLine(problem.answer)];
}
