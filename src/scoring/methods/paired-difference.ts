/**
 * How much more often one way ends right than another on the same problems, with a percentile bootstrap over problems
 * (Efron 1979): the pairs are drawn together, so what is hard for both does not widen the interval.
 */
import type { Rng } from '#core/rng.ts';
import { bootstrapInterval } from '../intervals.ts';
import type { Interval } from '../intervals.ts';

export interface Difference {
  /** acc(one) − acc(other), in [−1, 1]. */
  readonly difference: number;
  readonly interval: Interval;
}

/** Null without problems. Both in the same order; a number in [0, 1] is the chance of ending right. */
export function pairedDifference(
  one: readonly (boolean | number)[],
  other: readonly (boolean | number)[],
  rng: Rng,
): Difference | null {
  const pairs = one.map((right, i) => Number(right) - Number(other[i] ?? 0));
  const mean = (sample: readonly number[]): number =>
    sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const interval = bootstrapInterval(pairs, mean, rng);
  return interval === null ? null : { difference: mean(pairs), interval };
}
