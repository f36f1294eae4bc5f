/** What the chart of a comparison shows: where each method stands, and what its tokens buy otherwise. Pure. */
import type { Interval } from '#scoring/intervals.ts';
import type { BaselinePool, ComparedMethod } from '#scoring/methods/compared-method.ts';
import { selfConsistencyAt } from '#scoring/methods/equal-tokens.ts';
import { methodName } from './method-choice.ts';
import type { MethodColumn } from './method-lab.svelte.ts';
import { methodLetter } from './method-words.ts';

export interface MethodPoint {
  /** What stands beside it: "A". */
  readonly label: string;
  readonly name: string;
  /** A problem, mean; its interval is null where there is none. */
  readonly tokens: number;
  readonly tokensInterval: Interval | null;
  /** Share that ends right. */
  readonly share: number;
  readonly interval: Interval;
  readonly oracle: boolean;
}
export interface MethodPoints {
  readonly methods: readonly MethodPoint[];
  readonly greedy: MethodPoint | null;
  /** Self-consistency of 1, 2, 3 … samples; empty while the samples are not drawn, and where answers do not vote. */
  readonly samples: readonly MethodPoint[];
}

export function methodPoints(
  columns: readonly MethodColumn[],
  compared: readonly (ComparedMethod | null)[],
  pools: readonly (BaselinePool | null)[],
): MethodPoints {
  const methods = columns.flatMap(({ chosen }, i) => pointOf(compared[i] ?? null, i, methodName(chosen)));
  const baselines = compared.find((one) => one?.baselines != null)?.baselines ?? null;
  const pool = pools.find((one) => one !== null) ?? null;
  // Whole texts do not vote.
  const most =
    pool === null || baselines?.selfConsistency === null
      ? 0
      : Math.min(...pool.samples.map(({ length }) => length));
  const samples = Array.from({ length: most }, (_, i) =>
    pool === null
      ? []
      : baselinePoint(selfConsistencyAt(pool.samples, i + 1), String(i + 1), 'self-consistency'),
  ).flat();
  const greedy = baselines === null ? [] : baselinePoint(baselines.greedy, 'greedy', 'greedy');
  return { methods, greedy: greedy[0] ?? null, samples };
}

function pointOf(figures: ComparedMethod | null, index: number, name: string): MethodPoint[] {
  if (figures === null || figures.tokens === null) return [];
  const { accuracy, tokens, oracle } = figures;
  if (accuracy.rate === null || accuracy.interval === null) return [];
  const label = methodLetter(index);
  return [
    {
      ...{ label, name, tokens: tokens.mean, tokensInterval: tokens.interval, oracle },
      ...{ share: accuracy.rate, interval: accuracy.interval },
    },
  ];
}
function baselinePoint(
  { accuracy, tokens }: Pick<NonNullable<ComparedMethod['baselines']>['greedy'], 'accuracy' | 'tokens'>,
  label: string,
  name: string,
): MethodPoint[] {
  const { rate: share, interval } = accuracy;
  if (share === null || interval === null) return [];
  return [{ label, name, tokens, tokensInterval: null, share, interval, oracle: false }];
}
