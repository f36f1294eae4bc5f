/** The problems and planted mistakes a report is measured on: seeds below the range that training draws from. */
import type { Rng } from '#core/rng.ts';
import { createRng } from '#core/rng.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { plantAnyError } from '#tasks/plant-error.ts';
import type { Planted } from '#tasks/planted.ts';
import type { Problem } from '#tasks/problem.ts';
import { FIRST_TRAINING_SEED } from '#tasks/seed-range.ts';

export interface PlantedItem {
  readonly problem: Problem;
  readonly planted: Planted;
}

/** n problems of one difficulty, the same for the same seed. */
export function freshProblems(seed: number, difficulty: number, n: number): Problem[] {
  const rng = createRng(seed).fork(`problems ${difficulty}`);
  return Array.from({ length: n }, () => generateProblem({ seed: evaluationSeed(rng), difficulty }));
}

/** n problems with one mistake of any kind at any step, difficulties in turn. */
export function plantedItems(seed: number, difficulties: readonly number[], n: number): PlantedItem[] {
  const rng = createRng(seed).fork('planted');
  const items: PlantedItem[] = [];
  while (items.length < n) {
    const difficulty = difficulties[items.length % difficulties.length] as number;
    const problem = generateProblem({ seed: evaluationSeed(rng), difficulty });
    const planted = plantAnyError(problem, rng);
    if (planted !== null) items.push({ problem, planted });
  }
  return items;
}

function evaluationSeed(rng: Rng): number {
  return rng.int(FIRST_TRAINING_SEED);
}
