/** The generator of column sums: the same seed and difficulty give the same problem everywhere. */
import { AppError } from '#core/app-error.ts';
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import { COLUMN_DIFFICULTIES, computeColumn, digitAt, numberOfColumns } from './column-problem.ts';
import type { Carry, ColumnOperation, ColumnProblem, WrittenColumn } from './column-problem.ts';
import { fillForm } from '#tasks/surface-forms.ts';

/** {a} the upper number, {b} the lower one. */
export const COLUMN_FORMS: Readonly<Record<ColumnOperation, readonly string[]>> = {
  '+': [
    'What is {a} + {b}?',
    'Add {a} and {b}.',
    'How many are {a} + {b}?',
    '{a} + {b} = ?',
    'What is the sum of {a} and {b}?',
    'Count {a} and {b} more.',
  ],
  '-': [
    'What is {a} - {b}?',
    'Take {b} from {a}.',
    'How many are {a} - {b}?',
    '{a} - {b} = ?',
    'What is left of {a} without {b}?',
    'Count {a} and {b} less.',
  ],
};

/**
 * @param difficulty digits of the upper number, 2 to 5; the lower one has as many or one fewer. At least one column
 * carries or borrows.
 * @throws AppError bad-input for another difficulty.
 */
export function generateColumns({ seed, difficulty }: { seed: number; difficulty: number }): ColumnProblem {
  if (!COLUMN_DIFFICULTIES.some((known) => known === difficulty))
    throw new AppError('bad-input', `There are no sums of ${difficulty} digits. Choose 2, 3, 4 or 5.`, {
      difficulty,
    });
  const rng = createRng(seed).fork(`column-arithmetic ${difficulty}`);
  const op = rng.pick(['+', '-'] as const);
  for (;;) {
    const { upper, lower } = drawNumbers(rng, difficulty, op);
    const columns = computeColumns(op, upper, lower, difficulty);
    if (!columns.some(({ carryOut }) => carryOut === 1)) continue;
    const text = fillForm(rng.pick(COLUMN_FORMS[op]), { a: upper, b: lower });
    const answer = numberOfColumns(columns);
    return { family: 'column-arithmetic', seed, difficulty, text, op, upper, lower, columns, answer };
  }
}

function drawNumbers(rng: Rng, digits: number, op: ColumnOperation): { upper: number; lower: number } {
  const first = drawNumber(rng, digits);
  const second = drawNumber(rng, rng.next() < 0.75 ? digits : digits - 1);
  const isReversed = op === '-' && second > first;
  return isReversed ? { upper: second, lower: first } : { upper: first, lower: second };
}
function drawNumber(rng: Rng, digits: number): number {
  return rng.between(10 ** (digits - 1), 10 ** digits - 1);
}

function computeColumns(op: ColumnOperation, upper: number, lower: number, digits: number): WrittenColumn[] {
  const columns: WrittenColumn[] = [];
  let carryIn: Carry = 0;
  for (let index = 1; index <= digits; index++) {
    const pair = { upper: digitAt(upper, index), lower: digitAt(lower, index), op, carryIn };
    const column = computeColumn(index, index === digits, pair);
    if (column === null)
      throw new AppError('internal', 'A difference came out below 0. Report this seed.', { upper, lower });
    columns.push(column);
    carryIn = column.carryOut;
  }
  return columns;
}
