/** The families of problems, and the one way to open a problem of any of them. */
import { AppError } from '#core/app-error.ts';
import { columnTask } from '#tasks/columns/column-task.ts';
import { COLUMN_DIFFICULTIES } from '#tasks/columns/column-problem.ts';
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

export const TASK_FAMILIES: readonly TaskFamily[] = [
  WORD_PROBLEMS,
  {
    id: 'distracted-word-problem',
    title: 'Word problems with two numbers that do not matter',
    difficulties: DIFFICULTIES,
    unit: 'steps',
    generate: (options) => wordTask('distracted-word-problem', { ...options, distractors: 2 }),
  },
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
