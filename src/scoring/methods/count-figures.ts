/** What a method counts a problem, such as samples or refinements: means with bootstrap intervals over problems. */
import type { Rng } from '#core/rng.ts';
import { bootstrapInterval } from '../intervals.ts';
import type { Interval } from '../intervals.ts';
import type { JudgedItem } from './judged-item.ts';

export interface CountFigures {
  /** What is counted, in words. */
  readonly name: string;
  readonly mean: number;
  readonly interval: Interval;
  /** Problems of which it is known. */
  readonly n: number;
}

/** In the order in which the method names them; none for methods that count nothing. */
export function countFigures(items: readonly Pick<JudgedItem, 'counts'>[], rng: Rng): CountFigures[] {
  const names = [...new Set(items.flatMap(({ counts = {} }) => Object.keys(counts)))];
  return names.flatMap((name) => {
    const values = items.flatMap(({ counts }) => counts?.[name] ?? []);
    const interval = bootstrapInterval(values, mean, rng.fork(name));
    return interval === null ? [] : [{ name, mean: mean(values), interval, n: values.length }];
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
