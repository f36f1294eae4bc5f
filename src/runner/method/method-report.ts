/** The report of a run: the method compared (scoring/methods), and what it cost the engine. */
import type { CostReport } from '#engine/types.ts';
import { comparedMethod } from '#scoring/methods/compared-method.ts';
import type { BaselinePool, ComparedMethod } from '#scoring/methods/compared-method.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import { recomputedTokens } from '#scoring/methods/recomputed.ts';

export interface MethodReport extends ComparedMethod {
  readonly cost: RunCost;
}
/** methods.md E4. Sums over the problems; passes and computed are the engine's for the whole run. */
export interface RunCost {
  readonly generated: number;
  readonly forced: number;
  readonly prefilled: number;
  /** Computed although it had been before: what the cache could not keep. */
  readonly recomputed: number;
  readonly calls: number;
  readonly passes: number;
  /** 0 where the clock stands still. */
  readonly seconds: number;
}

export interface MethodReportInput {
  /** In the order of the problems, none cut short. */
  readonly runs: readonly ItemOutcome[];
  /** Of the same problems. */
  readonly pool: BaselinePool | null;
  readonly seed: number;
  readonly engine: Pick<CostReport, 'passes' | 'computedTokens'>;
  readonly seconds: number;
}

export function methodReport({ runs, pool, seed, engine, seconds }: MethodReportInput): MethodReport {
  return { ...comparedMethod({ outcomes: runs, pool, seed }), cost: costOf(runs, engine, seconds) };
}

function costOf(
  runs: readonly ItemOutcome[],
  { passes, computedTokens }: MethodReportInput['engine'],
  seconds: number,
): RunCost {
  const sum = (of: (cost: ItemOutcome['cost']) => number): number =>
    runs.reduce((total, { cost }) => total + of(cost), 0);
  return {
    generated: sum((cost) => cost.generated),
    forced: sum((cost) => cost.forced),
    prefilled: sum((cost) => cost.prefilled),
    recomputed: recomputedTokens(runs, computedTokens),
    calls: sum((cost) => cost.calls),
    passes,
    seconds,
  };
}
