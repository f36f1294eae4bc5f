/**
 * A planted error as page and command line ask for it: where one can be made, which one it is, and how its lines stand in
 * the model's own turn. The same seed, step and kind give the same error everywhere.
 */
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import { plantError } from '#tasks/plant-error.ts';
import type { PlantPlace, Planted } from '#tasks/planted.ts';
import type { Problem } from '#tasks/problem.ts';
import { plantKinds } from '#tasks/wrong-lines.ts';

/** Chooses among the mistakes of one kind. */
export function plantRng(seed: number): Rng {
  return createRng(seed).fork('plant');
}

/** Null where this kind of mistake cannot be made at this step. */
export function plantedAt(problem: Problem, place: PlantPlace): Planted | null {
  return plantError(problem, place, plantRng(problem.seed));
}

/** Every error that this problem allows, by step and then by kind. */
export function plantPlaces(problem: Problem): PlantPlace[] {
  return problem.steps
    .flatMap(({ index }) => plantKinds(problem).map((kind) => ({ step: index, kind })))
    .filter((place) => plantedAt(problem, place) !== null);
}

/** What is forced into the model's turn. @param isWhole nothing is left to write, so no new line is begun. */
export function ownTurnText(lines: readonly string[], isWhole: boolean): string {
  return lines.join('\n') + (isWhole ? '' : '\n');
}
