/** How fast an engine writes on this machine, and what the statistics of its tokens cost. */
import type { Tokens } from '#core/ids.ts';
import type { Engine } from '#engine/types.ts';
import { rowStatistics, topK } from '#scoring/row-statistics.ts';

export interface Speed {
  readonly promptTokens: number;
  readonly promptTokensPerSecond: number;
  readonly tokens: number;
  readonly tokensPerSecond: number;
  /** Time for reductions and candidates of one row, and its share of the time for one token. */
  readonly statisticsMilliseconds: number;
  readonly statisticsShare: number;
  /** What the same run would reach without them. */
  readonly tokensPerSecondWithout: number;
}
const CANDIDATES = 10;
const STATISTICS_ROUNDS = 20;

/** Greedy, with all statistics, past any end of turn, so that every run is equally long. */
export async function measureSpeed(
  engine: Engine,
  prompt: Tokens,
  tokens: number,
  now: () => number,
  signal: AbortSignal,
): Promise<Speed> {
  const start = now();
  let [next] = await engine.next([prompt], { topK: CANDIDATES, logits: true }, signal);
  const prompted = now();
  const row = next?.logits ?? new Float32Array(1);
  let sequence = prompt;
  for (let i = 0; i < tokens; i++) {
    sequence = [...sequence, next?.top[0]?.id ?? 0];
    [next] = await engine.next([sequence], { topK: CANDIDATES }, signal);
  }
  const seconds = (now() - prompted) / 1000;
  const perToken = (1000 * seconds) / tokens;
  const statistics = timeStatistics(row, now);
  return {
    promptTokens: prompt.length,
    promptTokensPerSecond: (1000 * prompt.length) / (prompted - start),
    tokens,
    tokensPerSecond: tokens / seconds,
    statisticsMilliseconds: statistics,
    statisticsShare: statistics / perToken,
    tokensPerSecondWithout: 1000 / (perToken - statistics),
  };
}

/** The least of many rounds: what other work on the machine does not disturb. */
function timeStatistics(row: Float32Array, now: () => number): number {
  let least = Infinity;
  for (let i = 0; i < STATISTICS_ROUNDS; i++) {
    const start = now();
    topK(row, CANDIDATES, rowStatistics(row).lse);
    least = Math.min(least, now() - start);
  }
  return least;
}
