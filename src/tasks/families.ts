/** The families of problems, and the one way to open a problem of any of them. */
import { AppError } from '#core/app-error.ts';
import { columnTask } from '#tasks/columns/column-task.ts';
import { COLUMN_DIFFICULTIES } from '#tasks/columns/column-problem.ts';
import type { ProblemOptions } from '#tasks/generate-problem.ts';
import { DIFFICULTIES } from '#tasks/problem.ts';
import { SHUFFLE_DIFFICULTIES } from '#tasks/shuffles/shuffle-problem.ts';
import { shuffleTask } from '#tasks/shuffles/shuffle-task.ts';
import type { Task } from '#tasks/task.ts';
import { wordTask } from '#tasks/word-task.ts';

export interface TaskFamily {
  /** As a trace names it. */
  readonly id: string;
  readonly title: string;
  readonly difficulties: readonly number[];
  /** What a difficulty counts, in the plural. */
  readonly unit: string;
  /** @throws AppError bad-input for a difficulty that the family lacks. */
  readonly generate: (options: { readonly seed: number; readonly difficulty: number }) => Task;
}

/** The default everywhere, and what the organisms were brought up on. */
export const WORD_PROBLEMS: TaskFamily = {
  id: 'word-problem',
  title: 'Word problems',
  difficulties: DIFFICULTIES,
  unit: 'steps',
  generate: (options) => wordTask('word-problem', options),
};

/** Easier or harder than the default by what it holds, at the same number of steps. */
function gradedWords(
  id: string,
  title: string,
  grade: Omit<ProblemOptions, 'seed' | 'difficulty'>,
): TaskFamily {
  return { ...WORD_PROBLEMS, id, title, generate: (options) => wordTask(id, { ...options, ...grade }) };
}

export const TASK_FAMILIES: readonly TaskFamily[] = [
  WORD_PROBLEMS,
  gradedWords('small-number-word-problem', 'Word problems with numbers up to 20', {
    numbers: { from: 2, to: 20 },
  }),
  gradedWords('large-number-word-problem', 'Word problems with numbers from 50 to 99', {
    numbers: { from: 50, to: 99 },
  }),
  gradedWords('additive-word-problem', 'Word problems of additions and subtractions alone', {
    kinds: ['buy', 'find', 'get', 'lose', 'give-away'],
  }),
  gradedWords('distracted-word-problem', 'Word problems with two numbers that do not matter', {
    distractors: 2,
  }),
  {
    id: 'column-arithmetic',
    title: 'Addition and subtraction in columns',
    difficulties: COLUMN_DIFFICULTIES,
    unit: 'digits',
    generate: columnTask,
  },
  {
    id: 'shuffled-objects',
    title: 'Following one thing through swaps',
    difficulties: SHUFFLE_DIFFICULTIES,
    unit: 'moves',
    generate: shuffleTask,
  },
];

/** @throws AppError bad-input for a name that no family has. */
export function familyOf(id: string): TaskFamily {
  const family = TASK_FAMILIES.find((one) => one.id === id);
  if (family === undefined)
    throw new AppError(
      'bad-input',
      `There is no family "${id}". Choose ${TASK_FAMILIES.map((one) => one.id).join(', ')}.`,
      { id },
    );
  return family;
}
