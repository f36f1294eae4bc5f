/**
 * The exact checker of column sums. A column is judged given the carry that stands before it, so one mistake is one wrong
 * line and what is built on it "follows".
 */
import type { LineVerdict, WrongReason } from '#tasks/check-answer.ts';
import { answerLine } from '#tasks/problem.ts';
import { parseLine } from '#tasks/parse-line.ts';
import { columnLine, computeColumn, digitAt, numberOfColumns } from './column-problem.ts';
import type { ColumnProblem, WrittenColumn } from './column-problem.ts';
import { parseColumn } from './parse-column.ts';

/** Columns as written, by their number: what stands last. */
type Written = Map<number, WrittenColumn>;

/** One verdict a line; lines that are neither a column nor the answer are `unknown`. */
export function checkColumns(problem: ColumnProblem, lines: readonly string[]): LineVerdict[] {
  const written: Written = new Map();
  return lines.map((text) => {
    const column = parseColumn(text);
    if (column !== null) {
      const verdict = judgeColumn(problem, written, column);
      written.set(column.index, column);
      return verdict;
    }
    const line = parseLine(text);
    return line.type === 'answer' ? judgeAnswer(problem, written, line.value) : { kind: 'unknown' };
  });
}

function judgeColumn(problem: ColumnProblem, written: Written, line: WrittenColumn): LineVerdict {
  const target = problem.columns[line.index - 1];
  if (!target) return { kind: 'wrong', expected: answerLine(problem.answer), reason: 'no-such-step' };
  if (isSameColumn(line, target)) return { kind: 'right' };
  const given = computeColumn(line.index, line.index === problem.columns.length, {
    ...digitsAt(problem, line.index),
    op: problem.op,
    carryIn: written.get(line.index - 1)?.carryOut ?? target.carryIn,
  });
  if (given !== null && isSameColumn(line, given)) return { kind: 'follows' };
  const expected = given ?? target;
  return { kind: 'wrong', expected: columnLine(expected), reason: reasonOf(problem, line, expected) };
}

function digitsAt({ upper, lower }: ColumnProblem, index: number): { upper: number; lower: number } {
  return { upper: digitAt(upper, index), lower: digitAt(lower, index) };
}

/** Summands may stand in either order. */
function isSameColumn(line: WrittenColumn, other: WrittenColumn): boolean {
  return (
    line.op === other.op &&
    line.carryIn === other.carryIn &&
    line.result === other.result &&
    line.carryOut === other.carryOut &&
    isSamePair(line, other)
  );
}
function isSamePair(line: WrittenColumn, { op, left, right }: WrittenColumn): boolean {
  if (line.left === left && line.right === right) return true;
  return op === '+' && line.left === right && line.right === left;
}

function reasonOf(problem: ColumnProblem, line: WrittenColumn, expected: WrittenColumn): WrongReason {
  if (line.op !== problem.op) return 'operation';
  const { upper } = digitsAt(problem, line.index);
  const isUpper = line.op === '-' && (line.left === upper || line.left === upper + 10);
  const hasDigits = isSamePair(line, expected) || (isUpper && line.right === expected.right);
  if (!hasDigits) return 'operand';
  const isCarried = line.carryIn === expected.carryIn && isSamePair(line, expected);
  if (!isCarried) return 'carry';
  return line.result === expected.result ? 'carry' : 'arithmetic';
}

function judgeAnswer({ columns, answer }: ColumnProblem, written: Written, value: number): LineVerdict {
  if (value === answer) return { kind: 'right' };
  const all = columns.flatMap(({ index }) => written.get(index) ?? []);
  if (all.length === columns.length && value === numberOfColumns(all)) return { kind: 'follows' };
  return { kind: 'wrong', expected: answerLine(answer), reason: 'answer' };
}
