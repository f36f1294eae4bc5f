/** What revising comes to: the last answer that states a result, the draft where none does. */
import type { Candidate, MethodResult } from '../define.ts';

/** @param candidates the draft first, then its revisions in order */
export function lastAnswered(candidates: readonly Candidate[]): MethodResult {
  const last = candidates.findLastIndex(({ value }) => value !== null);
  const chosen = last < 0 ? candidates.length - 1 : last;
  const [draft, after] = [candidates[0]?.value ?? null, candidates[chosen]?.value ?? null];
  return {
    candidates,
    chosen: candidates.length === 0 ? null : chosen,
    draft: 0,
    reason: changed(draft, after),
  };
}

function changed(before: string | null, after: string | null): string {
  if (after === null) return 'no answer is stated';
  if (before === null) return `${after} where no answer stood`;
  return before === after ? `${after} stays` : `${after} instead of ${before}`;
}
