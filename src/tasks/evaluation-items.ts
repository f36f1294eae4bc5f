/** The problems and planted mistakes that models are measured on: seeds below the range that training draws from. */
import type { Rng } from '#core/rng.ts';
import { createRng } from '#core/rng.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
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
