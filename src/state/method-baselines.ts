/**
 * What the tokens of a method would have bought otherwise, on the same problems: the greedy answer, and one pool of samples
 * for each temperature, from which self-consistency is read at any number of tokens. They are runs like any other, so they
 * are kept and gone on with too.
 */
import { METHODS } from '#methods/index.ts';
import type { BaselinePool } from '#scoring/methods/compared-method.ts';
import { samplesWorth } from '#scoring/methods/equal-tokens.ts';
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

/**
 * The pool that is worth what the methods of this temperature cost; null while one of them is not finished.
 * @param items all of the problems
 */
export function poolMethod(
  temperature: number,
  compared: readonly Compared[],
  { greedy, items }: { readonly greedy: MethodRun; readonly items: readonly Item[] },
): ChosenMethod | null {
  const answers = greedyAnswers(greedy, items);
  const mine = compared.filter(({ run }) => temperatureOf(run.chosen) === temperature);
  if (answers === null || mine.length === 0) return null;
  if (mine.some(({ outcomes }) => outcomes.length < items.length)) return null;
  const tokens = Math.max(...mine.map(({ outcomes }) => meanTokens(outcomes)));
  const method = METHODS['self-certainty-best-of-n'];
  const { args } = withDefaults(method);
  return { method, args: { ...args, n: samplesWorth(tokens, answers), temperature } };
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
