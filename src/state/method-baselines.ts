/**
 * What the tokens of a method would have bought otherwise, on the same problems: the greedy answer, and one pool of samples
 * for each temperature, from which self-consistency is read at any number of tokens. They are runs like any other, so they
 * are kept and gone on with too.
 */
import { lackReason } from '#core/capability.ts';
import type { Capability } from '#core/capability.ts';
import { METHODS } from '#methods/index.ts';
import type { BaselinePool } from '#scoring/methods/compared-method.ts';
import { moreSamplesWorth, samplesWorth } from '#scoring/methods/equal-tokens.ts';
import type { SamplePool } from '#scoring/methods/equal-tokens.ts';
import { inOrder } from '#scoring/methods/item-outcome.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import type { JudgedAnswer } from '#scoring/methods/judged-item.ts';
import type { Item } from '#tasks/items/item.ts';
import { withDefaults } from './method-choice.ts';
import type { ChosenMethod } from './method-choice.ts';
import type { MethodRun } from './method-run.svelte.ts';

export const GREEDY: ChosenMethod = withDefaults(METHODS.greedy);

/** That at which a method samples, else 1. */
export function temperatureOf({ args }: ChosenMethod): number {
  const own = args['temperature'];
  return typeof own === 'number' && own > 0 ? own : 1;
}

export interface Compared {
  readonly run: MethodRun;
  /** Its problems that are finished, in order. */
  readonly outcomes: readonly ItemOutcome[];
}

/** The greedy answer of each of these problems; null while one is missing. */
export function greedyAnswers(
  greedy: MethodRun,
  items: readonly { readonly id: string }[],
): JudgedAnswer[] | null {
  const answers = inOrder(items, greedy.outcomes.values()).flatMap(
    ({ candidates: [answer] }) => answer ?? [],
  );
  return answers.length === items.length ? answers : null;
}

export interface Baselines {
  readonly greedy: MethodRun;
  /** All of the problems. */
  readonly items: readonly Item[];
  /** What is drawn by such a method so far; null where that is not known. */
  readonly runOf: (pool: ChosenMethod) => MethodRun | null;
}

/**
 * The pool that is worth what the methods of this temperature cost; null while one of them is not finished. Judged by the
 * greedy answers at first, and once it is drawn and worth less, by its own samples.
 */
export function poolMethod(
  temperature: number,
  compared: readonly Compared[],
  { greedy, items, runOf }: Baselines,
): ChosenMethod | null {
  const answers = greedyAnswers(greedy, items);
  const mine = compared.filter(({ run }) => temperatureOf(run.chosen) === temperature);
  if (answers === null || mine.length === 0) return null;
  if (mine.some(({ outcomes }) => outcomes.length < items.length)) return null;
  const tokens = Math.max(...mine.map(({ outcomes }) => meanTokens(outcomes)));
  const first = samplesOf(samplesWorth(tokens, answers), temperature);
  for (let pool = first; ;) {
    const more = moreSamplesWorth(tokens, wholePool(runOf(pool), items));
    if (more === null) return pool;
    pool = samplesOf(more, temperature);
  }
}
const POOL = METHODS['self-certainty-best-of-n'];
function samplesOf(n: number, temperature: number): ChosenMethod {
  return { method: POOL, args: { ...withDefaults(POOL).args, n, temperature } };
}
/** Why no samples are drawn on an engine, of what it lacks; null where they are. */
export function poolLack(lacks: readonly Capability[] | undefined): string | null {
  return lackReason(POOL.requires, lacks);
}
/** Empty unless all problems are done. */
function wholePool(samples: MethodRun | null, items: readonly Item[]): SamplePool {
  const drawn = samples === null ? [] : inOrder(items, samples.outcomes.values());
  return drawn.length < items.length ? [] : drawn.map(({ candidates }) => candidates);
}

/** Null while it is not whole. @param outcomes of the problems that are compared */
export function baselinePool(
  samples: MethodRun,
  greedy: MethodRun,
  outcomes: readonly ItemOutcome[],
): BaselinePool | null {
  const problems = outcomes.map(({ item }) => ({ id: item }));
  const answers = greedyAnswers(greedy, problems);
  const drawn = inOrder(problems, samples.outcomes.values()).map(({ candidates }) => candidates);
  if (answers === null || drawn.length < problems.length) return null;
  return { temperature: temperatureOf(samples.chosen), greedy: answers, samples: drawn };
}

export function meanTokens(outcomes: readonly ItemOutcome[]): number {
  return outcomes.reduce((sum, { cost }) => sum + cost.generated, 0) / Math.max(1, outcomes.length);
}
