/**
 * Intervals that stand beside every rate and mean the product shows (methods.md E4). 95 % unless told otherwise.
 * Must not be replaced by mean ± standard error for rates: near 0 and 1 that leaves [0, 1].
 */
import { AppError } from '#core/app-error.ts';
import type { Rng } from '#core/rng.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}
/** 97.5 % quantile of the standard normal distribution: two-sided 95 %. */
export const Z95 = 1.959963984540054;

/** A share with its Wilson interval; `rate` is null for n = 0. */
export interface Rate {
  readonly successes: number;
  readonly n: number;
  readonly rate: number | null;
  readonly interval: Interval | null;
}

/**
 * Wilson score interval (1927): (p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n), within [0, 1], null for n = 0.
 * Throws 'bad-input' unless 0 ≤ successes ≤ n are whole numbers.
 */
export function wilson(successes: number, n: number, z = Z95): Interval | null {
  if (!Number.isInteger(successes) || !Number.isInteger(n) || successes < 0 || successes > n)
    throw new AppError(
      'bad-input',
      `${successes} of ${n} is no share. Give whole numbers, 0 ≤ successes ≤ n.`,
    );
  if (n === 0) return null;
  const p = successes / n;
  const scale = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / scale;
  // The ends are exact at 0 and n; rounding would leave 1e-17 there.
  return { low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half };
}

export function rate(successes: number, n: number): Rate {
  const interval = wilson(successes, n);
  return { successes, n, rate: n === 0 ? null : successes / n, interval };
}

/** Quantile q in [0, 1] by linear interpolation between order statistics (Hyndman–Fan type 7); NaN for no values. */
export function percentile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? NaN;
  return below === above ? below : below + (at - Math.floor(at)) * (above - below);
}

/**
 * Percentile bootstrap (Efron 1979): `statistic` of `resamples` draws with replacement, its (1 ± level)/2 quantiles.
 * Null for no values. Draws of which the statistic has no value are left out; null where none has one.
 */
export function bootstrapInterval<T>(
  values: readonly T[],
  statistic: (sample: readonly T[]) => number | null,
  rng: Rng,
  { level = 0.95, resamples = 1000 } = {},
): Interval | null {
  if (values.length === 0) return null;
  const draws = Array.from({ length: resamples }, () => statistic(values.map(() => rng.pick(values))));
  const known = draws.filter((draw) => draw !== null);
  if (known.length === 0) return null;
  const tail = (1 - level) / 2;
  return { low: percentile(known, tail), high: percentile(known, 1 - tail) };
}
