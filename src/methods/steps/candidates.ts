/** Answers → candidates, and what a vote makes of them. */
import { countsInAverages } from '#core/trace/branch-view.ts';
import { sequenceScores } from '#scoring/sequence-scores.ts';
import type { ScoredSample, Vote } from '#scoring/votes/vote.ts';
import type { Question } from '#tasks/items/item.ts';
import type { Answer, Candidate, MethodResult } from '../define.ts';
import { inShort } from './in-short.ts';

export function candidatesOf(
  task: Question,
  answers: readonly Answer[],
  scoreOf: (answer: Answer, index: number) => number | null = () => null,
): Candidate[] {
  return answers.map((answer, i) => ({
    answer,
    value: task.answerOf(answer.text),
    score: scoreOf(answer, i),
  }));
}

/** As votes take them. */
export function samplesOf(candidates: readonly Candidate[]): ScoredSample[] {
  return candidates.map(({ value, score }) => ({ answer: value, score }));
}

/** @param weights of all votes together: by default of those that were cast, so that samples without an answer do not count. */
export function votedResult(candidates: readonly Candidate[], vote: Vote, weights?: number): MethodResult {
  const { tally, ties, winner, chosen } = vote;
  const all = weights ?? tally.reduce((sum, { weight }) => sum + weight, 0);
  const won = tally[0]?.weight ?? 0;
  const confidence = all > 0 ? won / all : null;
  return { candidates, chosen, confidence, reason: votedWords(winner, ties, confidence) };
}

function votedWords(winner: string | null, ties: readonly string[], share: number | null): string {
  if (winner === null) return 'no sample states an answer';
  const part = share === null ? '' : ` with ${Math.round(100 * share)} % of the votes`;
  return ties.length > 1
    ? `${ties.map(inShort).join(' and ')} are tied${part} each; ${inShort(winner)} came first`
    : `${inShort(winner)} leads${part}`;
}

/** Mean self-certainty of what the model chose itself (arXiv 2502.18581), nats; null when that is nothing. */
export function selfCertaintyOf({ tokens }: Answer): number | null {
  return sequenceScores(tokens.filter(countsInAverages))?.selfCertainty ?? null;
}

/** @param by what was compared, in words: "self-certainty" */
export function bestResult(candidates: readonly Candidate[], { chosen }: Vote, by: string): MethodResult {
  const best = candidates[chosen ?? -1];
  const score = best?.score ?? null;
  const reason =
    score === null
      ? `no sample has a ${by}`
      : `sample ${(chosen ?? 0) + 1} has the highest ${by} of those with an answer, ${score.toFixed(2)}`;
  return { candidates, chosen, reason: best?.value === null ? 'no sample states an answer' : reason };
}
