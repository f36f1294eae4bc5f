/** Reads one line of a written column sum. */
import type { Carry, WrittenColumn } from './column-problem.ts';

const COLUMN =
  /^Step (\d{1,2}): (\d{1,2}) ([-+]) (\d{1,2})( \3 1)? = (\d{1,2})(?:, (carry|borrow) 1)?\.( No\.)?$/;

/** Null for any other line, and where a sum borrows or a difference carries. */
export function parseColumn(text: string): WrittenColumn | null {
  const match = COLUMN.exec(text.trim());
  if (!match) return null;
  const [, index, left, sign, right, carried, result, passedOn] = match;
  const op = sign === '+' ? '+' : '-';
  if (passedOn !== undefined && passedOn !== (op === '+' ? 'carry' : 'borrow')) return null;
  return {
    index: Number(index),
    left: Number(left),
    op,
    right: Number(right),
    carryIn: bit(carried),
    result: Number(result),
    carryOut: bit(passedOn),
  };
}
function bit(text: string | undefined): Carry {
  return text === undefined ? 0 : 1;
}
