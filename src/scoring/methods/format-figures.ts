/**
 * Format mass of a method: the share of the model's raw distribution that lay on the labels which it was to go on with
 * (Yes and No, A and B, True and False), before their shares of one another were taken. 1 follows the form; where it is
 * small, what was read says little (arXiv 2207.05221 §3; methods.md 2.2).
 */
import type { Rng } from '#core/rng.ts';
import { bootstrapInterval } from '../intervals.ts';
import type { Interval } from '../intervals.ts';
import { FORMAT_MASS } from '../ptrue.ts';

/** Of one problem. */
export interface ReadFormat {
  readonly readings: number;
  /** Mean over them, [0, 1]. */
  readonly mass: number;
}
export interface FormatFigures {
  /** Mean over problems of their means, with a bootstrap interval over problems. */
  readonly mass: number;
  readonly interval: Interval;
  /** Problems in which something was read. */
  readonly n: number;
  /** Of all of them together. */
  readonly readings: number;
  /** At least half of the distribution, as for P(True). */
  readonly followed: boolean;
}

/** Null where nothing was read. */
export function formatFigures(
  runs: readonly { readonly format?: ReadFormat }[],
  rng: Rng,
): FormatFigures | null {
  const read = runs.flatMap(({ format }) => format ?? []);
  const masses = read.map(({ mass }) => mass);
  const interval = bootstrapInterval(masses, mean, rng);
  if (interval === null) return null;
  const readings = read.reduce((sum, one) => sum + one.readings, 0);
  const mass = mean(masses);
  return { mass, interval, n: read.length, readings, followed: mass >= FORMAT_MASS };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
