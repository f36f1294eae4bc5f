/** Candidates for one wrong step, by the kind of mistake a person would make; `plant-error.ts` chooses among them. */
import { MAX_VALUE, apply } from '#tasks/problem.ts';
import type { Operation, Problem, ProblemStep, WrittenStep } from '#tasks/problem.ts';

/** What any problem may allow. */
export const PLAIN_KINDS = [
  'slip',
  'wrong-operation',
  'wrong-operand',
  'skipped-statement',
  'misread-number',
] as const;
/** The last one needs a problem with distractors. */
export const PLANT_KINDS = [...PLAIN_KINDS, 'used-distractor'] as const;
export type PlantKind = (typeof PLANT_KINDS)[number];
/** Kinds that some step of this problem may allow. */
export function plantKinds({ distractors }: Problem): readonly PlantKind[] {
  return distractors.length > 0 ? PLANT_KINDS : PLAIN_KINDS;
}
export type LineMistake = Exclude<PlantKind, 'skipped-statement'>;

export function wrongLines(problem: Problem, step: ProblemStep, kind: LineMistake): WrittenStep[] {
  switch (kind) {
    case 'slip':
      return slips(step);
    case 'wrong-operation':
      return operations(step).flatMap((op) => written(step, step.left.value, op, step.right.value));
    case 'wrong-operand':
      return otherNumbers(problem, step).flatMap((value) => withOperand(step, value));
    case 'misread-number':
      return [...misreadings(step, 'left'), ...misreadings(step, 'right')];
    case 'used-distractor':
      return problem.distractors.flatMap(({ value }) => withOperand(step, value));
  }
}

/** How far off a slip may be: enough choice that a later division into equal parts still comes out whole. */
const SLIPS = [1, 2, 3, 4, 5, 6, 10, 12, 20, 30].flatMap((off) => [off, -off]);

/** Off by a little, a carry forgotten or made up, or two digits swapped. */
function slips(step: ProblemStep): WrittenStep[] {
  const { result } = step;
  const values = SLIPS.map((off) => result + off);
  if (result >= 10) values.push(swapped(result));
  return values
    .filter((value) => value >= 0 && value <= MAX_VALUE)
    .map((value) => ({ ...numbers(step), result: value }));
}
function swapped(value: number): number {
  const digits = String(value);
  return Number(digits.slice(0, -2) + digits.slice(-1) + digits.slice(-2, -1));
}
function numbers(step: ProblemStep): WrittenStep {
  return { ...step, left: step.left.value, right: step.right.value };
}

function operations(step: ProblemStep): Operation[] {
  switch (step.op) {
    case '+':
      return ['-', '*'];
    case '-':
      return ['+'];
    case '*':
      return ['+'];
    case '/':
      return ['-', '*'];
  }
}
function written(step: ProblemStep, left: number, op: Operation, right: number): WrittenStep[] {
  const result = apply(op, left, right);
  return result === null ? [] : [{ index: step.index, left, op, right, result }];
}

/** Numbers that stand before this step in text or solution. */
function otherNumbers(problem: Problem, step: ProblemStep): number[] {
  const values = [problem.start];
  for (const other of problem.steps) {
    if (other.left.source === null) values.push(other.left.value);
    if (other.right.source === null) values.push(other.right.value);
    if (other.index < step.index) values.push(other.result);
  }
  return [...new Set(values)];
}
function withOperand(step: ProblemStep, value: number): WrittenStep[] {
  return [
    ...written(step, value, step.op, step.right.value),
    ...written(step, step.left.value, step.op, value),
  ];
}

/** A number of the text read with one digit changed by one, or with its digits swapped. */
function misreadings(step: ProblemStep, side: 'left' | 'right'): WrittenStep[] {
  const { value, source } = step[side];
  if (source !== null && source !== 0) return [];
  const values = [-10, -1, 1, 10].map((off) => value + off).filter((read) => read >= 2 && read <= 99);
  if (value >= 10) values.push(swapped(value));
  return values.flatMap((read) =>
    side === 'left'
      ? written(step, read, step.op, step.right.value)
      : written(step, step.left.value, step.op, read),
  );
}
