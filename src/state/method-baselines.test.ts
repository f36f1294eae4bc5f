import { expect, it } from 'vitest';
import { METHODS } from '#methods/index.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import { GREEDY, poolMethod } from './method-baselines.ts';
import { withDefaults } from './method-choice.ts';
import type { ChosenMethod } from './method-choice.ts';
import type { MethodRun } from './method-run.svelte.ts';

const ITEMS = [{ id: '1' }, { id: '2' }] as never;
const METHOD = withDefaults(METHODS['wait-after-answer']);

/** A run whose problems each have `n` answers of `tokens` tokens. */
function done(chosen: ChosenMethod, n: number, tokens: number): MethodRun {
  const answer = { generated: tokens, right: false, answer: null };
  const outcome = (item: string) =>
    ({ item, cost: { generated: n * tokens }, candidates: Array(n).fill(answer) }) as unknown as ItemOutcome;
  return {
    chosen,
    outcomes: new Map([outcome('1'), outcome('2')].map((one) => [one.item, one])),
  } as unknown as MethodRun;
}
const method = done(METHOD, 1, 300);
const compared = [{ run: method, outcomes: [...method.outcomes.values()] }];
const greedy = done(GREEDY, 1, 100);
const sizeOf = (pool: ChosenMethod): number => Number(pool.args['n']);
/** @param tokens of each sample that is drawn; null before any is. */
const size = (tokens: number | null): number => {
  const runOf = (pool: ChosenMethod) => (tokens === null ? null : done(pool, sizeOf(pool), tokens));
  return sizeOf(poolMethod(1, compared, { greedy, items: ITEMS, runOf }) as ChosenMethod);
};

it('samples are as many as hold the tokens of the method, judged by greedy answers and then by what was drawn', () => {
  expect(size(null)).toBe(4);
  expect(size(100)).toBe(4);
  // Four samples of fifty tokens hold two hundred: eight are drawn in their place.
  expect(size(50)).toBe(8);
  expect(size(1)).toBe(64);
});
