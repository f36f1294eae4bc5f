/** How many of a row of problems a model ends right, counted while they are solved. Pure. */
import type { TraceEvent } from '#core/trace/events.ts';
import { foldTrace } from '#core/trace/fold.ts';
import { rate } from '#scoring/intervals.ts';
import { BranchSummaries } from './branch-summary.ts';
import type { ComparePlan } from './compare-plan.ts';

export interface Tally {
  readonly right: number;
  /** Problems that were solved to an end, right or wrong. */
  readonly done: number;
  /** Problems that were asked for. */
  readonly of: number;
}

/** The same with one more problem. @param events what was written for it */
export function counted(tally: Tally, plan: ComparePlan, events: readonly TraceEvent[]): Tally {
  const [summary] = new BranchSummaries(plan.problem).of(foldTrace(events).branches);
  const isRight = summary?.mark?.verdict === 'right';
  return { ...tally, right: tally.right + (isRight ? 1 : 0), done: tally.done + 1 };
}

/** "0.95 [0.76, 0.99]": the share right with its Wilson interval, 95 %; "–" before the first. */
export function shareWords({ right, done }: Tally): string {
  const share = rate(right, done);
  if (share.rate === null || share.interval === null) return '–';
  const { low, high } = share.interval;
  return `${share.rate.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}
