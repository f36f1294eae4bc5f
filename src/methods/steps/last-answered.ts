/** What revising comes to: the last answer that states a result, the draft where none does. */
import { equalAnswers } from '#scoring/answers/equal-answers.ts';
import type { Candidate, MethodResult } from '../define.ts';
import { inShort } from './in-short.ts';

/** @param candidates the draft first, then its revisions in order */
export function lastAnswered(candidates: readonly Candidate[]): MethodResult {
  const standing = candidates.map((_, round) => lastOf(candidates.slice(0, round + 1)));
  const chosen = standing.at(-1) ?? null;
  const [draft, after] = [candidates[0]?.value ?? null, candidates[chosen ?? -1]?.value ?? null];
  return { candidates, chosen, draft: 0, standing, reason: changed(draft, after) };
}

function lastOf(candidates: readonly Candidate[]): number {
  const last = candidates.findLastIndex(({ value }) => value !== null);
  return last < 0 ? candidates.length - 1 : last;
}

function changed(before: string | null, after: string | null): string {
  if (after === null) return 'no answer is stated';
  if (before === null) return `${inShort(after)} where no answer stood`;
  return equalAnswers(before, after)
    ? `${inShort(after)} stays`
    : `${inShort(after)} instead of ${inShort(before)}`;
}
