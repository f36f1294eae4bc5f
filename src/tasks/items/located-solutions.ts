/**
 * Rows that hold a written solution and the place of its first mistake: ProcessBench (arXiv 2412.06559), MR-GSM8K
 * (arXiv 2312.17080) and BIG-Bench Mistake (arXiv 2311.08516). Places are from 0, null where no step is wrong.
 */
import type { LocatedSolution } from './given.ts';

type Row = Readonly<Record<string, unknown>>;

/** `label`: from 0, −1 for none. */
export function processBenchSolution({ steps, label }: Row): LocatedSolution | null {
  return located(steps, label === -1 ? null : label);
}
/** `model_output_solution_first_error_step`: from 1, and of no meaning where the solution is right. */
export function mrGsm8kSolution(row: Row): LocatedSolution | null {
  const [step, verdict] = ['first_error_step', 'correctness'].map(
    (what) => row[`model_output_solution_${what}`],
  );
  return located(row['model_output_steps'], verdict === 'correct' ? null : Number(step) - 1);
}
/** `mistake_index`: from 0, null for none. */
export function bigBenchMistakeSolution({ steps, mistake_index: place }: Row): LocatedSolution | null {
  return place === undefined ? null : located(steps, place);
}

/** Null where the row holds none, or a place that it does not have. */
function located(steps: unknown, place: unknown): LocatedSolution | null {
  if (!Array.isArray(steps) || steps.length === 0 || !steps.every(isWritten)) return null;
  if (place === null) return { steps, firstWrong: null };
  const isPlace = Number.isInteger(place) && Number(place) >= 0 && Number(place) < steps.length;
  return isPlace ? { steps, firstWrong: Number(place) } : null;
}
function isWritten(step: unknown): step is string {
  return typeof step === 'string' && step.trim() !== '';
}
