/** An earlier passage that is about the same thing. */
import type { CharRange, EvidenceKind } from './correction.ts';
import type { Passage } from './passages.ts';

export interface Likeness {
  readonly of: Passage;
  readonly kind: EvidenceKind;
  /** The same value again: a re-check, not a correction. */
  readonly same: boolean;
  /** In the earlier passage and in the later one. */
  readonly ranges: readonly [CharRange, CharRange];
}

/** The range without the white space around it. */
export function trimmed({ text, range }: Pick<Passage, 'text' | 'range'>): CharRange {
  return {
    start: range.start + text.length - text.trimStart().length,
    end: range.end - (text.length - text.trimEnd().length),
  };
}
