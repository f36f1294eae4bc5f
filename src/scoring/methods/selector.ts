/**
 * What choosing is worth: a method picks one of its candidates, and is compared with picking one at random and with
 * picking a right one whenever there is one (the oracle ceiling, pass@N).
 *   gap = acc(chosen) − acc(random);  relative gap = gap / (1 − acc(random)).
 * Its interval is a paired bootstrap over problems.
 * Source: Song et al., Mind the Gap, arXiv 2412.02674; methods.md 18.2. In [−1, 1], 0 is what chance does.
 */
import type { Rng } from '#core/rng.ts';
import { rate } from '../intervals.ts';
import type { Interval, Rate } from '../intervals.ts';
import { endsRight } from './judged-item.ts';
import type { JudgedItem } from './judged-item.ts';
import { pairedDifference } from './paired-difference.ts';

export interface SelectorValue {
  /** Mean over problems of the share of candidates that are right. */
  readonly random: number;
  readonly chosen: number;
  readonly gap: number;
  readonly gapInterval: Interval;
  /** Null where random choice is always right. */
  readonly relative: number | null;
  /** Some candidate is right. */
  readonly ceiling: Rate;
}

/** Of the problems with candidates; null without any. */
export function selectorValue(items: readonly JudgedItem[], rng: Rng): SelectorValue | null {
  const asked = items.filter(({ candidates }) => candidates.length > 0);
  const shares = asked.map(({ candidates }) => mean(candidates.map(({ right }) => Number(right))));
  const paired = pairedDifference(asked.map(endsRight), shares, rng);
  if (paired === null) return null;
  const random = mean(shares);
  const chosen = mean(asked.map((item) => Number(endsRight(item))));
  const gap = chosen - random;
  const possible = asked.filter(({ candidates }) => candidates.some(({ right }) => right)).length;
  const relative = random === 1 ? null : gap / (1 - random);
  const { interval: gapInterval } = paired;
  return { random, chosen, gap, gapInterval, relative, ceiling: rate(possible, asked.length) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
