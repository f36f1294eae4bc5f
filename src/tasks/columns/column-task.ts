/** A column sum as a Task. */
import type { Rng } from '#core/rng.ts';
import { finalAnswer } from '#tasks/parse-line.ts';
import { drillQuestion } from '#tasks/prompts.ts';
import { createTask } from '#tasks/task.ts';
import type { Drill, Task } from '#tasks/task.ts';
import { checkColumns } from './check-columns.ts';
import { columnSolution } from './column-problem.ts';
import type { ColumnProblem } from './column-problem.ts';
import { generateColumns } from './generate-columns.ts';
import { plantColumnError } from './plant-column-error.ts';
import { COLUMN_MISTAKES, wrongColumns } from './wrong-columns.ts';

export function columnTask(options: { readonly seed: number; readonly difficulty: number }): Task {
  const problem = generateColumns(options);
  const { family, seed, difficulty, text, answer } = problem;
  return createTask({
    family,
    seed,
    difficulty,
    text,
    answer: String(answer),
    solution: columnSolution(problem),
    kinds: COLUMN_MISTAKES,
    check: (lines) => checkColumns(problem, lines),
    statedAnswer: (lines) => finalAnswer(lines)?.toString() ?? null,
    plant: (place, rng) => plantColumnError(problem, place, rng),
    drill: (rng) => drill(problem, rng),
  });
}

/** The two digits of one column; what is carried or borrowed stays out of it. */
function drill(problem: ColumnProblem, rng: Rng): Drill {
  const { carryIn, ...column } = rng.pick(problem.columns);
  const right = column.result + (column.op === '+' ? -carryIn : carryIn);
  const alone = { ...column, carryIn: 0 as const, result: right };
  const isRight = rng.next() < 0.5;
  const wrong = wrongColumns(problem, alone, 'slip').map(({ result }) => result);
  const answer = String(isRight ? right : rng.pick(wrong));
  const claim = `${column.left} ${column.op} ${column.right} = ${answer}.`;
  return { question: drillQuestion(column.left, column.op, column.right), answer, isRight, claim };
}
