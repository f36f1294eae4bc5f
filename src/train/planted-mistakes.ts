/** Mistakes for training documents: any that fits, and more of those that are overlooked. */
import { AppError } from '#core/app-error.ts';
import type { Rng } from '#core/rng.ts';
import { plantAnywhere } from '#tasks/task.ts';
import type { Task, TaskPlanted } from '#tasks/task.ts';

/** Every problem allows a slip at some step, so this gives up on none. */
export function plant(task: Task, rng: Rng): TaskPlanted {
  const planted = plantAnywhere(task, rng);
  if (!planted)
    throw new AppError('internal', 'No mistake fits this problem. Report its seed.', { seed: task.seed });
  return planted;
}

/** Numbers that are not those of the text: what was learned last and least of all kinds. */
const SUBTLE: readonly string[] = ['misread-number', 'wrong-operand'];
/** Half of them subtle, where the task allows it. */
export function plantSubtle(task: Task, rng: Rng, step?: number): TaskPlanted | null {
  const kinds = task.kinds.filter((kind) => SUBTLE.includes(kind));
  const subtle = rng.next() < 0.5 ? plantAnywhere({ ...task, kinds }, rng, step) : null;
  return subtle ?? plantAnywhere(task, rng, step);
}
