/** Figures in words: shares stand with their interval and n. */
import type { Interval, Rate } from '#scoring/intervals.ts';
import type { BlindSpot } from '#scoring/blind-spot.ts';
import type { Difference } from '#scoring/methods/paired-difference.ts';

/** "0.94 [0.91, 0.96] (470 of 500)". */
export function share({ rate, interval, successes, n }: Rate): string {
  return rate === null || interval === null ? '–' : `${withInterval(rate, interval)} (${successes} of ${n})`;
}
/** "1.00 [0.98, 1.02]". */
export function withInterval(value: number | null, interval: Interval | null): string {
  return interval === null
    ? number(value)
    : `${number(value)} [${number(interval.low)}, ${number(interval.high)}]`;
}
/** "0.04 [−0.03, 0.11]". */
export function difference(of: Difference | null): string {
  return of === null ? '–' : withInterval(of.difference, of.interval);
}
/** Says so where the user's turn is corrected too seldom for a ratio. */
export function spot(blindSpot: BlindSpot | null): string {
  if (blindSpot === null) return '–';
  if (!blindSpot.meaningful)
    return 'no figure (the user’s mistakes are corrected in fewer than one case in ten)';
  return withInterval(blindSpot.rate, blindSpot.interval);
}
export function number(value: number | null): string {
  // A rounded −0.001 would read as "-0.00".
  return value === null
    ? '–'
    : value
        .toFixed(2)
        .replace(/^-0\.00$/, '0.00')
        .replace('-', '−');
}
