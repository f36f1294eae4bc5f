/**
 * How much rewards agree on an answer, from their sums by answer: conf = 2·(1 − σ(H)), H the entropy (nats) of the sums'
 * shares; 1 = all of it on one answer, below 1/2 once it is as spread as over three equal ones (H > ln 3).
 * Source: MAgICoRe, arXiv 2409.12147 and its code; methods.md 12.12.
 */
import type { Vote } from './vote.ts';

/** 0 where nothing was voted for. */
export function voteConfidence({ tally }: Pick<Vote, 'tally'>): number {
  const all = tally.reduce((sum, { weight }) => sum + weight, 0);
  if (all <= 0) return 0;
  const entropy = tally
    .map(({ weight }) => weight / all)
    .reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0);
  return 2 * (1 - 1 / (1 + Math.exp(-entropy)));
}
