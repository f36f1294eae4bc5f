/**
 * The exact checker: judges any written lines against a problem whose true steps are known. A step is judged given
 * what stands before it, so one mistake is one wrong line and what is built on it "follows".
 */
import { apply, answerLine, stepLine } from '#tasks/problem.ts';
import type { Operand, Operation, Problem, ProblemStep, WrittenStep } from '#tasks/problem.ts';
import { parseLine } from '#tasks/parse-line.ts';

/**
 * `statement`: a statement of the problem was left out; `carry`: what is carried or borrowed; `pair`: who swaps;
 * `holder`: where something is after a swap.
 */
export type WrongReason =
  | 'arithmetic'
  | 'operation'
  | 'operand'
  | 'statement'
  | 'carry'
  | 'pair'
  | 'holder'
  | 'no-such-step'
  | 'answer';
export type LineVerdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly expected: string; readonly reason: WrongReason }
  | { readonly kind: 'follows' }
  | { readonly kind: 'unknown' };

interface Progress {
  /** Result as written of step k at [k]; [0] is the start value. */
  readonly written: (number | undefined)[];
  lastIndex: number;
  lastResult: number | null;
  /** Statements left out so far: line k is then about step k + shift. */
  shift: number;
}

/** One verdict a line; lines that are neither a step nor the answer are `unknown`. */
export function checkAnswer(problem: Problem, lines: readonly string[]): LineVerdict[] {
  const progress: Progress = { written: [problem.start], lastIndex: 0, lastResult: null, shift: 0 };
  return lines.map((text) => {
    const line = parseLine(text);
    switch (line.type) {
      case 'step':
        return judgeStep(problem, progress, line.step);
      case 'answer':
        return judgeAnswer(problem, progress, line.value);
      case 'marker':
        progress.shift = 0;
        return { kind: 'unknown' };
      case 'other':
        return { kind: 'unknown' };
    }
  });
}

function judgeStep(problem: Problem, progress: Progress, line: WrittenStep): LineVerdict {
  if (line.index <= progress.lastIndex) progress.shift = 0;
  progress.lastIndex = line.index;
  progress.lastResult = line.result;
  const target = problem.steps[line.index - 1 + progress.shift];
  if (!target) return { kind: 'wrong', expected: answerLine(problem.answer), reason: 'no-such-step' };
  const verdict = compare(problem, progress, line, target);
  progress.written[line.index + progress.shift] = line.result;
  return verdict;
}

function compare(problem: Problem, progress: Progress, line: WrittenStep, target: ProblemStep): LineVerdict {
  const right = { left: target.left.value, op: target.op, right: target.right.value };
  const holds = apply(line.op, line.left, line.right) === line.result;
  if (holds && progress.shift === 0 && sameOperation(line, right)) return { kind: 'right' };
  const given = asWritten(target, progress);
  const fits = sameOperation(line, given) || sameOperation(line, right);
  if (holds && sameOperation(line, given)) return { kind: 'follows' };
  const wrong = (reason: WrongReason): LineVerdict => ({
    kind: 'wrong',
    reason,
    expected: expectedLine(line.index, given, target),
  });
  if (holds && leavesOutStatement(problem, progress, line, target)) {
    progress.written[target.index] = given.left;
    progress.shift += 1;
    return wrong('statement');
  }
  if (fits) return wrong('arithmetic');
  return wrong(line.op === given.op ? 'operand' : 'operation');
}

/** Line k already does what the step after the target asks, from the value that stood before the target. */
function leavesOutStatement(
  problem: Problem,
  progress: Progress,
  line: WrittenStep,
  target: ProblemStep,
): boolean {
  const next = problem.steps[target.index];
  if (!next || next.statement === target.statement || target.left.source === null) return false;
  const written = [...progress.written];
  written[target.index] = valueOf(target.left, written);
  return sameOperation(line, asWritten(next, { ...progress, written }));
}

interface Arithmetic {
  readonly left: number;
  readonly op: Operation;
  readonly right: number;
}
function sameOperation(a: Arithmetic, b: Arithmetic): boolean {
  if (a.op !== b.op) return false;
  if (a.left === b.left && a.right === b.right) return true;
  const commutes = a.op === '+' || a.op === '*';
  return commutes && a.left === b.right && a.right === b.left;
}
function valueOf(operand: Operand, written: readonly (number | undefined)[]): number {
  return operand.source === null ? operand.value : (written[operand.source] ?? operand.value);
}
function asWritten(step: ProblemStep, { written }: Pick<Progress, 'written'>): Arithmetic {
  return { left: valueOf(step.left, written), op: step.op, right: valueOf(step.right, written) };
}
function expectedLine(index: number, given: Arithmetic, target: ProblemStep): string {
  const result = apply(given.op, given.left, given.right);
  const truth = { left: target.left.value, op: target.op, right: target.right.value, result: target.result };
  return stepLine(result === null ? { index, ...truth } : { index, ...given, result });
}

function judgeAnswer(problem: Problem, progress: Progress, value: number): LineVerdict {
  if (value === problem.answer) return { kind: 'right' };
  const isComplete = progress.lastIndex + progress.shift === problem.steps.length;
  if (isComplete && value === progress.lastResult) return { kind: 'follows' };
  return { kind: 'wrong', expected: answerLine(problem.answer), reason: 'answer' };
}
