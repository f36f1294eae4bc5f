import type { Rng } from '#core/rng.ts';

/** Problems that a model is trained on and problems that it is measured on never share a seed. */

/** Training draws problem seeds from here up to 2^32 - 1; page, probes and reports use seeds below. */
export const FIRST_TRAINING_SEED = 2 ** 20;
export const TRAINING_SEED_COUNT = 2 ** 32 - FIRST_TRAINING_SEED;

export function trainingSeed(rng: Rng): number {
  return FIRST_TRAINING_SEED + rng.int(TRAINING_SEED_COUNT);
}
export function evaluationSeed(rng: Rng): number {
  return rng.int(FIRST_TRAINING_SEED);
}
