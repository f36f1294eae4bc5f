/** The problems and planted mistakes that models are measured on: seeds below the range that training draws from. */
import { AppError } from '#core/app-error.ts';
import type { Rng } from '#core/rng.ts';
import { createRng } from '#core/rng.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import type { TaskFamily } from '#tasks/families.ts';
import { plantRng } from '#tasks/planted-turns.ts';
import { evaluationSeed } from '#tasks/seed-range.ts';
import { plantAnywhere } from '#tasks/task.ts';
import type { Task, TaskPlanted } from '#tasks/task.ts';

export interface PlantedItem {
  readonly task: Task;
  readonly planted: TaskPlanted;
}

/** Where mistakes are planted and P(True) is asked: long enough to hide a mistake, short enough to be solved. */
export const MIDDLE_DIFFICULTIES = [2, 3, 4] as const;

/** n problems of one difficulty, word problems unless told otherwise; the same for the same seed. */
export function freshTasks(seed: number, difficulty: number, n: number, family = WORD_PROBLEMS): Task[] {
  const rng = createRng(seed).fork(`problems ${difficulty}`);
  return Array.from({ length: n }, () => freshTask(rng, difficulty, family));
}

interface FreshPlanted {
  readonly seed: number;
  readonly difficulty: number;
  readonly n: number;
  readonly family: TaskFamily;
  /** From 1; left out, any that the problem's seed chooses. */
  readonly step?: number | undefined;
}
/**
 * The first n of `freshTasks` that allow such a mistake, each with one of any kind.
 * @throws AppError bad-input for a step that these problems do not have
 */
export function freshPlanted({ seed, difficulty, n, family, step }: FreshPlanted): PlantedItem[] {
  const rng = createRng(seed).fork(`problems ${difficulty}`);
  const items: PlantedItem[] = [];
  for (let without = 0; items.length < n;) {
    const task = freshTask(rng, difficulty, family);
    const planted = plantAnywhere(task, plantRng(task.seed), step);
    if (planted !== null) items.push({ task, planted });
    else if (++without > MOST_WITHOUT) throw noSuchStep(family, step);
  }
  return items;
}
/**
 * A problem with a mistake of any kind in it. @param step from 1; left out, any that the problem's seed chooses
 * @throws AppError bad-input for a step that allows none
 */
export function plantedTask(
  task: Task,
  { family, step }: { readonly family: TaskFamily; readonly step: number | undefined },
): PlantedItem {
  const planted = plantAnywhere(task, plantRng(task.seed), step);
  if (planted === null) throw noSuchStep(family, step);
  return { task, planted };
}
/** Of problems that allow no such mistake: by far more than chance would leave out. */
const MOST_WITHOUT = 1000;
function noSuchStep({ title, difficulties }: TaskFamily, step = 1): AppError {
  return new AppError(
    'bad-input',
    `${title}: no mistake can be planted at step ${step}. Choose an earlier step, or a difficulty up to ${Math.max(...difficulties)}.`,
    { step },
  );
}

/** n word problems with one mistake of any kind at any step, difficulties in turn. */
export function plantedItems(seed: number, difficulties: readonly number[], n: number): PlantedItem[] {
  const rng = createRng(seed).fork('planted');
  const items: PlantedItem[] = [];
  while (items.length < n) {
    const task = freshTask(rng, difficulties[items.length % difficulties.length] as number);
    const planted = plantAnywhere(task, rng);
    if (planted !== null) items.push({ task, planted });
  }
  return items;
}

function freshTask(rng: Rng, difficulty: number, family = WORD_PROBLEMS): Task {
  return family.generate({ seed: evaluationSeed(rng), difficulty });
}
