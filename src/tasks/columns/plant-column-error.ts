/** Plants one mistake into a column sum and carries it on; the checker finds it at its column and nowhere before. */
import type { Rng } from '#core/rng.ts';
import { isFoundAt } from '#tasks/planted.ts';
import type { PlantPlace, Planted } from '#tasks/planted.ts';
import { answerLine } from '#tasks/problem.ts';
import { checkColumns } from './check-columns.ts';
import { columnLine, columnSolution, computeColumn, digitAt, numberOfColumns } from './column-problem.ts';
import type { Carry, ColumnProblem, WrittenColumn } from './column-problem.ts';
import { wrongColumns } from './wrong-columns.ts';
import type { ColumnMistake } from './wrong-columns.ts';

type PlantedColumn = Planted<ColumnMistake>;

/** Null where this kind of mistake cannot be made at this step. */
export function plantColumnError(
  problem: ColumnProblem,
  { step, kind }: PlantPlace<ColumnMistake>,
  rng: Rng,
): PlantedColumn | null {
  const target = problem.columns[step - 1];
  if (!target) return null;
  for (const line of rng.shuffle(wrongColumns(problem, target, kind))) {
    const planted = finish(problem, target, kind, line);
    if (planted) return planted;
  }
  return null;
}

/** The columns that are still open, from what the wrong one carries; null if the last one would have to borrow. */
function carryOn(problem: ColumnProblem, wrong: WrittenColumn): WrittenColumn[] | null {
  const { op, upper, lower, difficulty } = problem;
  const rest: WrittenColumn[] = [];
  let carryIn: Carry = wrong.carryOut;
  for (let index = wrong.index + 1; index <= difficulty; index++) {
    const digits = { upper: digitAt(upper, index), lower: digitAt(lower, index), op, carryIn };
    const column = computeColumn(index, index === difficulty, digits);
    if (column === null) return null;
    rest.push(column);
    carryIn = column.carryOut;
  }
  return rest;
}

function finish(
  problem: ColumnProblem,
  target: WrittenColumn,
  kind: ColumnMistake,
  line: WrittenColumn,
): PlantedColumn | null {
  const rest = carryOn(problem, line);
  if (rest === null) return null;
  const before = problem.columns.slice(0, target.index - 1);
  const wrongAnswer = numberOfColumns([...before, line, ...rest]);
  const lines = [...columnSolution(problem).slice(0, target.index - 1), columnLine(line)];
  const completed = [...lines, ...rest.map(columnLine), answerLine(wrongAnswer)];
  const isFound = isFoundAt(checkColumns(problem, completed), target.index);
  if (wrongAnswer === problem.answer || !isFound) return null;
  const values = { wrongValue: line.result, trueValue: target.result };
  return { kind, step: target.index, lines, completed, ...values, wrongAnswer };
}
