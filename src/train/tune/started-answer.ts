/**
 * What stands in the model's own turn when it has to decide whether to take something back: its solution up to some
 * line, with a mistake in it or without.
 */
import type { Rng } from '#core/rng.ts';
import { plantAnywhere } from '#tasks/task.ts';
import type { Task } from '#tasks/task.ts';

export interface StartedAnswer {
  readonly task: Task;
  readonly lines: readonly string[];
  /** How it goes on when nobody takes anything back; empty after the answer line. */
  readonly rest: readonly string[];
  readonly isWrong: boolean;
}

/**
 * Breaks off after a step, or after the answer; in a wrong solution right at the mistake two times in three.
 * @param wrongShare how many of them hold a mistake, 0 to 1
 */
export function startAnswer(task: Task, wrongShare: number, rng: Rng): StartedAnswer {
  const planted = rng.next() < wrongShare ? plantAnywhere(task, rng) : null;
  const whole = planted?.completed ?? task.solution;
  const least = planted?.lines.length ?? 1;
  const kept = planted !== null && rng.next() < 2 / 3 ? least : rng.between(least, whole.length);
  return { task, lines: whole.slice(0, kept), rest: whole.slice(kept), isWrong: planted !== null };
}
