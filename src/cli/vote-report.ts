/** How N samples vote: majority, Borda on self-certainty (arXiv 2502.18581), best of N. */
import { bestOfN } from '#scoring/votes/best-of-n.ts';
import { bordaVote, suggestedBordaPower } from '#scoring/votes/borda.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import type { BranchReport } from './answer-report.ts';

export interface VoteReport {
  readonly majority: string | null;
  readonly borda: string | null;
  readonly bordaPower: number;
  readonly bestOfN: string | null;
  /** Answers that share the most votes; more than one is a tie. */
  readonly ties: readonly string[];
}

export function reportVotes(reports: readonly BranchReport[]): VoteReport {
  const samples = reports.map(({ answer, meanSelfCertainty }) => ({ answer, score: meanSelfCertainty }));
  const power = suggestedBordaPower(samples.length);
  const majority = majorityVote(samples);
  return {
    majority: majority.winner,
    borda: bordaVote(samples, power).winner,
    bordaPower: power,
    bestOfN: bestOfN(samples).winner,
    ties: majority.ties,
  };
}
