/**
 * A method on a set of problems, against what its tokens would have bought otherwise: figures, baselines at equal tokens,
 * whether it finds the mistake, and whether gold was in the loop (methods.md E4). Pure.
 */
import { createRng } from '#core/rng.ts';
import { rate } from '../intervals.ts';
import type { Rate } from '../intervals.ts';
import { passAtK } from '../pass-at-k.ts';
import { bestOfNAt, isShort, samplesFor, selfConsistencyAt } from './equal-tokens.ts';
import type { Baseline, SamplePool } from './equal-tokens.ts';
import type { ItemOutcome } from './item-outcome.ts';
import { endsRight } from './judged-item.ts';
import type { JudgedAnswer, JudgedItem } from './judged-item.ts';
import { methodFigures } from './method-figures.ts';
import type { MethodFigures } from './method-figures.ts';
import { pairedDifference } from './paired-difference.ts';
import type { Difference } from './paired-difference.ts';

/** What baselines are read from, of the same problems in the same order. */
export interface BaselinePool {
  readonly temperature: number;
  readonly greedy: readonly JudgedAnswer[];
  readonly samples: SamplePool;
}
export interface ComparedMethod extends MethodFigures {
  /** The method asked the reference answer: no figure of it may stand without this word. */
  readonly oracle: boolean;
  /** Problems whose budget was spent before the method ended. */
  readonly cutByBudget: number;
  /** Of methods that look for the mistake, over drafts whose steps can be checked. */
  readonly location: LocationReport | null;
  /** Null when they were not drawn, or not to their end. */
  readonly baselines: {
    readonly temperature: number;
    readonly greedy: Compared;
    readonly selfConsistency: Compared;
    readonly bestOfN: Compared;
    /** Some sample of so many is right: the ceiling of every way to choose among them. */
    readonly passAtK: number | null;
    /** All samples of the pool together have fewer tokens than the method: what is read from them is not at equal tokens. */
    readonly short: boolean;
  } | null;
}
/** A baseline, and the method against it. */
export interface Compared extends Omit<Baseline, 'right'> {
  readonly methodMinusThis: Difference | null;
}
export interface LocationReport {
  /** The place is the checker's, "none" included. */
  readonly right: Rate;
  /** The same over drafts in which some step is wrong. */
  readonly rightWhereWrong: Rate;
}
export interface ComparedInput {
  /** In the order of the problems, none cut short. */
  readonly outcomes: readonly ItemOutcome[];
  /** Null where none was drawn to its end. */
  readonly pool: BaselinePool | null;
  /** Of the same problems, where there is no pool yet. */
  readonly greedy?: readonly JudgedAnswer[] | null;
  readonly seed: number;
}

export function comparedMethod({ outcomes: runs, pool, greedy = null, seed }: ComparedInput): ComparedMethod {
  const items = runs.map(judged);
  const rng = createRng(seed).fork('report');
  const figures = methodFigures(items, pool?.greedy ?? greedy, rng);
  return {
    ...figures,
    oracle: runs.some(({ oracle }) => oracle),
    cutByBudget: runs.filter(({ cause }) => cause === 'budget').length,
    location: locationReport(runs),
    baselines: pool === null ? null : baselines(items, pool, figures.tokens?.mean ?? 0, seed),
  };
}

/**
 * At equal tokens, at 95 %: the interval of the difference lies above 0. Null where it is not known. A method of which it
 * is not true must be shown as one that does not (methods.md E4.2).
 */
export function beatsSelfConsistency(baselines: ComparedMethod['baselines']): boolean | null {
  const than = baselines?.selfConsistency.methodMinusThis ?? null;
  return baselines === null || than === null ? null : !baselines.short && than.interval.low > 0;
}

function judged({ cost, ...outcome }: ItemOutcome): JudgedItem {
  return { ...outcome, generated: cost.generated };
}

function baselines(
  items: readonly JudgedItem[],
  { temperature, greedy, samples }: BaselinePool,
  tokens: number,
  seed: number,
): NonNullable<ComparedMethod['baselines']> {
  const right = items.map(endsRight);
  const compared = ({ right: other, ...baseline }: Baseline): Compared => ({
    ...baseline,
    methodMinusThis: pairedDifference(right, other, createRng(seed).fork('difference')),
  });
  const k = samplesFor(samples, tokens);
  const greedyPool = greedy.map((answer) => [answer]);
  return {
    temperature,
    greedy: compared(selfConsistencyAt(greedyPool, 1)),
    selfConsistency: compared(selfConsistencyAt(samples, k)),
    bestOfN: compared(bestOfNAt(samples, k)),
    passAtK: meanPassAtK(samples, k),
    short: isShort(samples, tokens),
  };
}

function meanPassAtK(pool: SamplePool, k: number): number | null {
  const each = pool.map((samples) => passAtK(samples.length, samples.filter(({ right }) => right).length, k));
  const known = each.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function locationReport(runs: readonly ItemOutcome[]): LocationReport | null {
  const places = runs.flatMap(({ location }) => (location === null ? [] : [location]));
  if (places.length === 0) return null;
  const share = (some: typeof places): Rate =>
    rate(some.filter(({ found, gold }) => found === gold).length, some.length);
  return { right: share(places), rightWhereWrong: share(places.filter(({ gold }) => gold !== null)) };
}
