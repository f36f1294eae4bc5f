/**
 * Wrong solutions that a model sampled itself, for documents that judge: planted mistakes alone teach to see planted
 * mistakes alone (design: organism recipe). Kept as JSON lines, judged anew by the checker when they are read.
 */
import type { Rng } from '#core/rng.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import type { Task } from '#tasks/task.ts';

export interface OwnMistake {
  readonly seed: number;
  readonly difficulty: number;
  /** Steps and answer line, as the model wrote them. */
  readonly lines: readonly string[];
}
/** A solution whose first wrong step is known. */
export interface WrongSolution {
  readonly task: Task;
  readonly lines: readonly string[];
  /** From 1. */
  readonly step: number;
}

/** Null where the lines are no solution in the usual form, or no step of them is wrong. */
export function wrongSolution({ seed, difficulty, lines }: OwnMistake): WrongSolution | null {
  const task = WORD_PROBLEMS.generate({ seed, difficulty });
  const verdicts = task.check(lines);
  const steps = verdicts.slice(0, -1);
  const step = steps.findIndex(({ kind }) => kind === 'wrong') + 1;
  const isForm =
    verdicts.every(({ kind }) => kind !== 'unknown') && task.statedAnswer(lines.slice(-1)) !== null;
  return isForm && step > 0 && task.statedAnswer(lines) !== task.answer ? { task, lines, step } : null;
}

export function drawMistake(own: readonly OwnMistake[], rng: Rng): WrongSolution | null {
  return own.length === 0 ? null : wrongSolution(rng.pick(own));
}
