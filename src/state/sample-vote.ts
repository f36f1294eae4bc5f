/**
 * How the samples of a trace vote, three ways side by side: majority (arXiv 2203.11171), Borda on self-certainty
 * (arXiv 2502.18581), and weighted by P(True) (arXiv 2502.06233). Pure.
 */
import { bordaVote, suggestedBordaPower } from '#scoring/votes/borda.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import type { Vote } from '#scoring/votes/vote.ts';
import { weightedVote } from '#scoring/votes/weighted.ts';
import type { BranchSummary } from './branch-summary.ts';
import type { Mark } from './marks.ts';

export const VOTE_RULES = ['majority', 'borda', 'ptrue'] as const;
export type VoteRule = (typeof VOTE_RULES)[number];

export interface VoteCell {
  readonly weight: number;
  /** Nobody has more: alone it wins, with others it is tied. */
  readonly leads: 'wins' | 'tie' | null;
}
export interface VoteRow {
  readonly answer: string;
  /** The checker's mark; null where no checker knows. */
  readonly mark: Mark | null;
  /** Null: this vote cannot be counted yet. */
  readonly cells: Readonly<Record<VoteRule, VoteCell | null>>;
}
export interface VoteTable {
  /** Samples that vote, those without an answer included. */
  readonly n: number;
  readonly unanswered: number;
  readonly temperature: number;
  readonly bordaPower: number;
  /** Most votes first. */
  readonly rows: readonly VoteRow[];
  /** Samples with an answer whose P(True) was not asked. */
  readonly unread: readonly BranchSummary[];
}

/** Of all samples drawn with the settings of the latest one; null where nothing was sampled. */
export function sampleVote(summaries: readonly BranchSummary[]): VoteTable | null {
  const sampled = summaries.filter(({ branch }) => branch.reason === 'sample');
  const settings = sampled.at(-1)?.branch.settings;
  if (settings === undefined) return null;
  const voters = sampled.filter(({ branch }) => branch.settings.temperature === settings.temperature);
  const power = suggestedBordaPower(voters.length);
  const answers = voters.map(({ answer }) => ({ answer }));
  const majority = majorityVote(answers);
  const borda = bordaVote(
    voters.map(({ answer, branch }) => ({ answer, score: branch.meanSelfCertainty })),
    power,
  );
  const unread = voters.filter((one) => one.answer !== null && readingOf(one) === null);
  const ptrue =
    unread.length > 0
      ? null
      : weightedVote(voters.map((one) => ({ answer: one.answer, score: readingOf(one) })));
  return {
    n: voters.length,
    unanswered: voters.filter(({ answer }) => answer === null).length,
    temperature: settings.temperature,
    bordaPower: power,
    rows: majority.tally.map(({ answer, samples }) => ({
      answer,
      mark: voters[samples[0] ?? -1]?.mark ?? null,
      cells: {
        majority: cellOf(majority, answer),
        borda: cellOf(borda, answer),
        ptrue: ptrue === null ? null : cellOf(ptrue, answer),
      },
    })),
    unread,
  };
}

/** P(True) of the answer as it stands now. */
function readingOf({ branch, ptrue }: BranchSummary): number | null {
  return ptrue?.at === branch.textLength ? ptrue.reading.pTrue : null;
}

/** Every vote fills its buckets in sample order, so equal answers go by the same text in all of them. */
function cellOf({ tally, ties }: Vote, answer: string): VoteCell {
  const weight = tally.find((bucket) => bucket.answer === answer)?.weight ?? 0;
  if (!ties.includes(answer)) return { weight, leads: null };
  return { weight, leads: ties.length > 1 ? 'tie' : 'wins' };
}
