/**
 * A draft without a model: what followed the last tokens the last time that they stood. Prompt lookup, the stand-in that
 * methods.md 17.1 names for skipped layers.
 */
import type { Tokens } from '#core/ids.ts';

/** At most `most` tokens; the longest run of up to `ngram` last tokens that stands earlier decides, its latest place. */
export function lookedUp(
  sequence: Tokens,
  { most, ngram }: { readonly most: number; readonly ngram: number },
): Tokens {
  if (most === 0) return [];
  for (let n = Math.min(ngram, sequence.length - 1); n > 0; n--) {
    const last = sequence.slice(-n);
    for (let at = sequence.length - n - 1; at >= 0; at--)
      if (last.every((id, i) => sequence[at + i] === id)) return sequence.slice(at + n, at + n + most);
  }
  return [];
}
