/**
 * Do the ratings that a method's judges give agree with what code or the reference answer says? Of each judge, over all
 * rated candidates: AUROC (a right one is rated above a wrong one) and, where problems ask for several things, Spearman's
 * ρ with the share of them that is met (TICK against a direct score: arXiv 2410.03608; methods.md 12.6).
 */
import type { Rng } from '#core/rng.ts';
import { auroc } from '../calibration.ts';
import { percentile } from '../intervals.ts';
import type { Interval } from '../intervals.ts';
import { rankCorrelation } from '../rank-correlation.ts';
import type { JudgedAnswer, JudgedItem } from './judged-item.ts';
import type { Difference } from './paired-difference.ts';

export interface RatingFigures {
  readonly name: string;
  /** Rated candidates. */
  readonly n: number;
  /** Null where all are right, or none is. */
  readonly auroc: Estimate | null;
  /** Null where nothing of it varies. */
  readonly correlation: Estimate | null;
  /** This judge's AUROC and ρ minus those of the judge that is named first; null for that one. */
  readonly minusFirst: { readonly auroc: Difference | null; readonly correlation: Difference | null } | null;
}
/** Percentile bootstrap over problems, since the candidates of one are alike. */
interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

type Rated = Pick<JudgedAnswer, 'right' | 'conditions' | 'ratings'>;
type Agreement = (candidates: readonly Rated[], name: string) => number | null;
/** Of the candidates themselves, and of each draw. */
interface Drawn {
  readonly value: number | null;
  readonly draws: readonly (number | null)[];
}

/** Of candidates that every judge rates, so that they are compared on the same. Null where nothing is rated. */
export function ratingFigures(
  items: readonly Pick<JudgedItem, 'candidates'>[],
  rng: Rng,
): RatingFigures[] | null {
  const names = [...new Set(items.flatMap(({ candidates }) => candidates.flatMap(namesOf)))];
  const problems = items
    .map(({ candidates }) => candidates.filter((one) => names.every((name) => namesOf(one).includes(name))))
    .filter(({ length }) => length > 0);
  if (names.length === 0 || problems.length === 0) return null;
  const all = problems.flat();
  // The same draws for every judge, so that their intervals can be laid side by side.
  const draws = Array.from({ length: DRAWS }, () => problems.flatMap(() => rng.pick(problems)));
  const drawn = (of: Agreement, name: string): Drawn => ({
    value: of(all, name),
    draws: draws.map((some) => of(some, name)),
  });
  const judges = names.map((name) => ({
    ...{ name, auroc: drawn(aurocOf, name), correlation: drawn(correlationOf, name) },
  }));
  return judges.map(({ name, auroc, correlation }, i) => ({
    ...{ name, n: all.length, auroc: estimate(auroc), correlation: estimate(correlation) },
    minusFirst:
      i === 0
        ? null
        : { auroc: minus(auroc, judges[0]?.auroc), correlation: minus(correlation, judges[0]?.correlation) },
  }));
}
const DRAWS = 1000;

function namesOf({ ratings = {} }: Rated): string[] {
  return Object.keys(ratings);
}

/** Draws of which there is no value are left out. */
function estimate({ value, draws }: Drawn): Estimate | null {
  const known = draws.filter((draw) => draw !== null);
  if (value === null || known.length === 0) return null;
  return { value, interval: { low: percentile(known, 0.025), high: percentile(known, 0.975) } };
}
function minus(one: Drawn, other: Drawn | undefined): Difference | null {
  const less = (a: number | null, b: number | null | undefined): number | null =>
    a === null || b == null ? null : a - b;
  const draws = one.draws.map((draw, i) => less(draw, other?.draws[i]));
  const found = estimate({ value: less(one.value, other?.value), draws });
  return found && { difference: found.value, interval: found.interval };
}

function aurocOf(candidates: readonly Rated[], name: string): number | null {
  return auroc(candidates.map(({ right, ratings }) => ({ p: ratings?.[name] ?? 0, correct: right })));
}
function correlationOf(candidates: readonly Rated[], name: string): number | null {
  const pairs = candidates.flatMap(({ conditions, ratings }) => {
    return conditions === undefined ? [] : [{ x: ratings?.[name] ?? 0, y: conditions.met / conditions.of }];
  });
  return rankCorrelation(pairs);
}
