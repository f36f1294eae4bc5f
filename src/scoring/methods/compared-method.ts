/**
 * A method on a set of problems, against what its tokens would have bought otherwise: figures, baselines at equal tokens,
 * whether it finds the mistake, and whether gold was in the loop (methods.md E4). Pure.
 */
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import { bootstrapInterval } from '../intervals.ts';
import type { Interval } from '../intervals.ts';
import { passAtK } from '../pass-at-k.ts';
import { bestOfNAt, isShort, samplesFor, selfConsistencyAt } from './equal-tokens.ts';
import type { Baseline, SamplePool } from './equal-tokens.ts';
import { formatFigures } from './format-figures.ts';
import type { FormatFigures } from './format-figures.ts';
import type { ItemOutcome } from './item-outcome.ts';
import { endsRight } from './judged-item.ts';
import type { JudgedAnswer, JudgedItem } from './judged-item.ts';
import { locationFigures } from './location-figures.ts';
import type { LocationFigures } from './location-figures.ts';
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
  /** Problems whose right answer nobody knows: they are in `location` alone, and `n` leaves them out. */
  readonly unjudged: number;
  /** Problems whose answers came with them, in part or whole. */
  readonly given: { readonly beginnings: number; readonly solutions: number };
  /** Of methods that look for the mistake, over drafts whose first wrong step is known. */
  readonly location: LocationFigures | null;
  /** Of methods that read labels such as Yes and No: how far the model followed the form. */
  readonly format: FormatFigures | null;
  /** Null when they were not drawn, or not to their end. */
  readonly baselines: {
    readonly temperature: number;
    readonly greedy: Compared;
    /** Null where answers are whole texts: they do not vote. */
    readonly selfConsistency: Compared | null;
    /** In its place there: one of the samples, taken by chance. */
    readonly randomPick: RandomPick | null;
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
/** A sample by chance, in the mean of all draws. */
export interface RandomPick {
  /** Of one sample, mean a problem. */
  readonly tokens: number;
  /** Expected share that ends right, with a bootstrap interval over problems. */
  readonly accuracy: number;
  readonly interval: Interval;
  readonly methodMinusThis: Difference | null;
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

export function comparedMethod({
  outcomes: runs,
  pool: all,
  greedy = null,
  seed,
}: ComparedInput): ComparedMethod {
  const known = <T>(of: readonly T[]): T[] => of.filter((_, i) => runs[i]?.unjudged !== true);
  const items = known(runs).map(judged);
  const pool = all && { ...all, greedy: known(all.greedy), samples: known(all.samples) };
  const rng = createRng(seed).fork('report');
  const figures = methodFigures(items, pool?.greedy ?? (greedy && known(greedy)), rng);
  const givenOf = (what: ItemOutcome['given']): number => runs.filter(({ given }) => given === what).length;
  const votes = !runs.some(({ openEnded }) => openEnded);
  const places = runs.flatMap(({ location }) => location ?? []);
  return {
    ...figures,
    oracle: runs.some(({ oracle }) => oracle),
    cutByBudget: runs.filter(({ cause }) => cause === 'budget').length,
    unjudged: runs.length - items.length,
    given: { beginnings: givenOf('beginning'), solutions: givenOf('solution') },
    location: locationFigures(places, rng.fork('location')),
    format: formatFigures(runs, rng.fork('format')),
    baselines:
      pool === null ? null : baselines(items, pool, { tokens: figures.tokens?.mean ?? 0, votes, seed }),
  };
}

/**
 * At equal tokens, at 95 %: the interval of the difference lies above 0. Null where it is not known. A method of which it
 * is not true must be shown as one that does not (methods.md E4.2).
 */
export function beatsSelfConsistency(baselines: ComparedMethod['baselines']): boolean | null {
  const than = baselines?.selfConsistency?.methodMinusThis ?? null;
  return baselines === null || than === null ? null : !baselines.short && than.interval.low > 0;
}

function judged({ cost, ...outcome }: ItemOutcome): JudgedItem {
  return { ...outcome, generated: cost.generated };
}

function baselines(
  items: readonly JudgedItem[],
  { temperature, greedy, samples }: BaselinePool,
  { tokens, votes, seed }: { readonly tokens: number; readonly votes: boolean; readonly seed: number },
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
    selfConsistency: votes ? compared(selfConsistencyAt(samples, k)) : null,
    randomPick: votes ? null : randomPick(right, samples, createRng(seed).fork('random pick')),
    bestOfN: compared(bestOfNAt(samples, k)),
    passAtK: meanPassAtK(samples, k),
    short: isShort(samples, tokens),
  };
}

/** Over all samples of the pool; null for an empty one. */
function randomPick(right: readonly boolean[], pool: SamplePool, rng: Rng): RandomPick | null {
  const shares = pool.map((samples) => mean(samples.map((one) => Number(one.right))));
  const interval = bootstrapInterval(shares, mean, rng.fork('share'));
  if (interval === null) return null;
  return {
    tokens: mean(pool.map((samples) => mean(samples.map(({ generated }) => generated)))),
    ...{ accuracy: mean(shares), interval },
    methodMinusThis: pairedDifference(right, shares, rng.fork('difference')),
  };
}
function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanPassAtK(pool: SamplePool, k: number): number | null {
  const each = pool.map((samples) => passAtK(samples.length, samples.filter(({ right }) => right).length, k));
  const known = each.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
