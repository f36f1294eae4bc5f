/** Candidates for one wrong column, by the kind of mistake a person would make. */
import { carryOf, computeColumn, digitAt } from './column-problem.ts';
import type { ColumnProblem, WrittenColumn } from './column-problem.ts';

export const COLUMN_MISTAKES = ['slip', 'forgotten-carry', 'wrong-operation', 'misread-digit'] as const;
export type ColumnMistake = (typeof COLUMN_MISTAKES)[number];

/** None comes to the same result as the right column. */
export function wrongColumns(
  problem: ColumnProblem,
  column: WrittenColumn,
  kind: ColumnMistake,
): WrittenColumn[] {
  return candidates(problem, column, kind).filter(({ result }) => result !== column.result);
}

function candidates(problem: ColumnProblem, column: WrittenColumn, kind: ColumnMistake): WrittenColumn[] {
  switch (kind) {
    case 'slip':
      return slips(problem, column);
    case 'forgotten-carry':
      return column.carryIn === 1 ? again(problem, column, { carryIn: 0 }) : [];
    case 'wrong-operation':
      return otherOperation(problem, column);
    case 'misread-digit':
      return [
        ...misread(problem.upper, column.index).flatMap((upper) => again(problem, column, { upper })),
        ...misread(problem.lower, column.index).flatMap((lower) => again(problem, column, { lower })),
      ];
  }
}

type Digits = Parameters<typeof computeColumn>[2];
/** The column with some of its digits changed. */
function again(problem: ColumnProblem, { index, carryIn }: WrittenColumn, other: Partial<Digits>) {
  const upper = digitAt(problem.upper, index);
  const lower = digitAt(problem.lower, index);
  const digits = { upper, lower, op: problem.op, carryIn, ...other };
  const column = computeColumn(index, index === problem.difficulty, digits);
  return column === null ? [] : [column];
}

const SLIPS = [1, 2, 3, 10].flatMap((off) => [off, -off]);
/** Off by a little or by ten, within what two digits and a carry can come to. */
function slips({ difficulty }: ColumnProblem, column: WrittenColumn): WrittenColumn[] {
  const results = SLIPS.map((off) => column.result + off);
  if (column.op === '-')
    return results.filter((value) => value >= 0 && value <= 9).map((result) => ({ ...column, result }));
  return results
    .filter((value) => value >= 0 && value <= 19)
    .map((result) => ({ ...column, result, carryOut: carryOf(result, column.index === difficulty) }));
}

/** Only where nothing is carried or borrowed, since the next column would not know which of the two it is. */
function otherOperation(problem: ColumnProblem, column: WrittenColumn): WrittenColumn[] {
  const op = problem.op === '+' ? '-' : '+';
  return again(problem, column, { op }).filter(({ carryOut }) => carryOut === 0);
}

/** A digit read as the one above or below it, or as its neighbour in the same number; none where there is no digit. */
function misread(value: number, index: number): number[] {
  const length = String(value).length;
  if (index > length) return [];
  const digit = digitAt(value, index);
  const neighbours = [index - 1, index + 1].filter((at) => at >= 1 && at <= length);
  const read = [digit - 1, digit + 1, ...neighbours.map((at) => digitAt(value, at))];
  return [...new Set(read)].filter((one) => one >= 0 && one <= 9 && one !== digit);
}
