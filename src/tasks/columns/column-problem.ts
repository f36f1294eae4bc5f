/**
 * Addition and subtraction of whole numbers written out column by column, units first: what a column is, how it is
 * computed, and its one text form.
 */
import { answerLine } from '#tasks/problem.ts';

export type ColumnOperation = '+' | '-';
export type Carry = 0 | 1;

/** "Step 2: 3 + 8 + 1 = 12, carry 1." or "Step 2: 13 - 8 - 1 = 4, borrow 1." */
export interface WrittenColumn {
  /** From 1, units first. */
  readonly index: number;
  /** In a subtraction with ten borrowed from the next column, where that is needed. */
  readonly left: number;
  readonly op: ColumnOperation;
  readonly right: number;
  /** Carried or borrowed by the column before. */
  readonly carryIn: Carry;
  readonly result: number;
  readonly carryOut: Carry;
}
export interface ColumnProblem {
  readonly family: 'column-arithmetic';
  readonly seed: number;
  /** Number of digits of the upper number and number of steps, 2 to 5. */
  readonly difficulty: number;
  readonly text: string;
  readonly op: ColumnOperation;
  readonly upper: number;
  readonly lower: number;
  readonly columns: readonly WrittenColumn[];
  readonly answer: number;
}
export const COLUMN_DIFFICULTIES = [2, 3, 4, 5] as const;

/** @param index from 1, units first. */
export function digitAt(value: number, index: number): number {
  return Math.floor(value / 10 ** (index - 1)) % 10;
}

interface ColumnDigits {
  readonly upper: number;
  readonly lower: number;
  readonly op: ColumnOperation;
  readonly carryIn: Carry;
}
/** The last column writes its whole sum, and is null where it would have to borrow. */
export function computeColumn(
  index: number,
  isLast: boolean,
  { upper, lower, op, carryIn }: ColumnDigits,
): WrittenColumn | null {
  if (op === '+') {
    const result = upper + lower + carryIn;
    return { index, left: upper, op, right: lower, carryIn, result, carryOut: carryOf(result, isLast) };
  }
  const carryOut = upper < lower + carryIn ? 1 : 0;
  if (isLast && carryOut === 1) return null;
  const left = upper + 10 * carryOut;
  return { index, left, op, right: lower, carryIn, result: left - lower - carryIn, carryOut };
}
/** What a sum carries on. */
export function carryOf(sum: number, isLast: boolean): Carry {
  return sum >= 10 && !isLast ? 1 : 0;
}

/** What the column adds to the answer, in its own place value. */
export function columnDigit({ op, result, carryOut }: WrittenColumn): number {
  return op === '+' ? result - 10 * carryOut : result;
}
export function numberOfColumns(columns: readonly WrittenColumn[]): number {
  return columns.reduce((sum, column) => sum + columnDigit(column) * 10 ** (column.index - 1), 0);
}

export function columnLine({ index, left, op, right, carryIn, result, carryOut }: WrittenColumn): string {
  const carried = carryIn === 1 ? ` ${op} 1` : '';
  const passedOn = carryOut === 1 ? `, ${op === '+' ? 'carry' : 'borrow'} 1` : '';
  return `Step ${index}: ${left} ${op} ${right}${carried} = ${result}${passedOn}.`;
}
export function columnSolution({ columns, answer }: ColumnProblem): string[] {
  return [...columns.map(columnLine), answerLine(answer)];
}
