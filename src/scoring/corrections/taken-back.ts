/** What a retraction takes back, and what then replaces it. */
import type { Cue } from './cues.ts';
import type { CharRange } from './correction.ts';
import { hasClaim, resultOf } from './passages.ts';
import type { Passage } from './passages.ts';
import type { Retraction } from './retraction.ts';
import { sameValue } from './values.ts';

export interface TakenBack {
  /** Null when no step says what is taken back. */
  readonly target: Passage | null;
  readonly range: CharRange;
  readonly passage: number;
}

function namesValue({ calculations, quantities, answer }: Passage, value: string): boolean {
  return [answer, ...[...calculations, ...quantities].map((claim) => claim.value)].includes(value);
}

function targetOf(
  passages: readonly Passage[],
  passage: number,
  { number, value, range }: Retraction,
): Passage | null {
  const above = passages.slice(0, passage);
  if (number !== null) return above.findLast((candidate) => candidate.number === number) ?? null;
  if (value !== null)
    return (
      above.findLast((candidate) => namesValue(candidate, value)) ??
      above.findLast(({ calculations }) => calculations.some(({ operands }) => operands.includes(value))) ??
      null
    );
  const own = passages[passage];
  const claimsBefore =
    own && [...own.calculations, ...own.quantities].some((claim) => claim.range.end <= range.start);
  return (claimsBefore ? own : above.findLast(hasClaim)) ?? null;
}

export function takenBack(passages: readonly Passage[], { passage, retraction }: Cue): TakenBack | null {
  if (retraction === null) return null;
  const target = targetOf(passages, passage, retraction);
  // A verdict about steps that stand elsewhere (in the question, say) takes nothing back here.
  if (passage === 0 || (target === null && (retraction.value !== null || retraction.number !== null)))
    return null;
  return { target, range: retraction.range, passage };
}

/**
 * `replaces`: this claim stands in for what was taken back; `closes`: the text goes on without replacing it; `waits`:
 * it may still come. An answer or a numbered step is replaced by its like, or in the sentence that takes it back.
 */
export function replacement(
  { target, passage, range }: TakenBack,
  at: Passage,
): 'replaces' | 'closes' | 'waits' {
  const claims = [...at.calculations, ...at.quantities];
  if (at.index === passage && !claims.some((claim) => claim.range.end > range.end)) return 'waits';
  if (at.index === target?.index) return 'waits';
  if (target === null) return 'replaces';
  if (target.number !== null && at.number !== null && target.number !== at.number) return 'closes';
  if (target.kind === 'answer' && at.kind !== 'answer' && at.index !== passage) return 'waits';
  const [before, now] = [resultOf(target), resultOf(at)];
  return before !== null && now !== null && sameValue(before, now) ? 'closes' : 'replaces';
}
