/**
 * How much of what problems ask for their answers meet, where code checks it: the share of all conditions of all problems
 * that are met (the instruction-level accuracy of IFEval, arXiv 2311.07911), before and after a method. A problem ends
 * right only when all are.
 */
import type { Rng } from '#core/rng.ts';
import { bootstrapInterval } from '../intervals.ts';
import type { Interval } from '../intervals.ts';
import type { JudgedAnswer } from './judged-item.ts';
import type { Difference } from './paired-difference.ts';

type Conditions = NonNullable<JudgedAnswer['conditions']>;
/** Of one problem. `before`: null where nothing stood before. */
export interface MetBeforeAfter {
  readonly before: Conditions | null;
  readonly after: Conditions;
}
export interface Satisfaction {
  /** Conditions of all problems. */
  readonly conditions: number;
  /** Problems that have some. */
  readonly n: number;
  /** Null unless something stood before in every problem. */
  readonly before: Share | null;
  readonly after: Share;
  /** After minus before, in [−1, 1]. */
  readonly gain: Difference | null;
}
/** In [0, 1]; percentile bootstrap over problems, since the conditions of one are met or missed together. */
interface Share {
  readonly share: number;
  readonly interval: Interval;
}

/** Null where no problem has conditions. */
export function satisfaction(problems: readonly MetBeforeAfter[], rng: Rng): Satisfaction | null {
  const after = shareOf(problems, ({ after: met }) => met, rng);
  if (after === null) return null;
  const pairs = problems.flatMap(({ before: first, after: last }) =>
    first === null ? [] : [{ first, last }],
  );
  const isWhole = pairs.length === problems.length;
  const gain = (some: readonly (typeof pairs)[number][]): number | null => {
    const [first, last] = [ratio(some.map((pair) => pair.first)), ratio(some.map((pair) => pair.last))];
    return first === null || last === null ? null : last - first;
  };
  const [difference, interval] = [gain(pairs), bootstrapInterval(pairs, gain, rng.fork('gain'))];
  return {
    conditions: problems.reduce((sum, one) => sum + one.after.of, 0),
    n: problems.length,
    before: isWhole ? shareOf(pairs, ({ first }) => first, rng) : null,
    after,
    gain: isWhole && difference !== null && interval !== null ? { difference, interval } : null,
  };
}

function shareOf<T>(problems: readonly T[], of: (one: T) => Conditions, rng: Rng): Share | null {
  const shared = (some: readonly T[]): number | null => ratio(some.map(of));
  const [share, interval] = [shared(problems), bootstrapInterval(problems, shared, rng.fork('share'))];
  return share === null || interval === null ? null : { share, interval };
}
function ratio(all: readonly Conditions[]): number | null {
  const sum = (key: keyof Conditions): number => all.reduce((total, one) => total + one[key], 0);
  return sum('of') === 0 ? null : sum('met') / sum('of');
}
