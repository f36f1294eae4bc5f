/** What announces a correction, passage by passage: markers and retractions, and how far they reach. */
import { isHeading } from './heading.ts';
import { markerCue } from './marker-cue.ts';
import type { MarkerCue } from './marker-cue.ts';
import { hasClaim } from './passages.ts';
import type { Passage } from './passages.ts';
import { retractionIn } from './retraction.ts';
import type { Retraction } from './retraction.ts';

export interface Cue {
  readonly passage: number;
  readonly marker: MarkerCue | null;
  readonly retraction: Retraction | null;
}

/** One for each passage that has any. */
export function cuesOf(passages: readonly Passage[]): Cue[] {
  let before = '';
  return passages.flatMap((passage) => {
    const marker = markerCue(passage);
    const retraction = retractionIn(passage, before, marker !== null);
    before = passage.text;
    return marker === null && retraction === null ? [] : [{ passage: passage.index, marker, retraction }];
  });
}

/** Where what the passage claims first begins; its end where it claims nothing. */
function claimStart({ calculations, quantities, range }: Passage): number {
  return Math.min(range.end, ...[...calculations, ...quantities].map((claim) => claim.range.start));
}

/** Those that open this passage's own claim: in it, or in passages before it that claim nothing. */
export function cuesFor(passages: readonly Passage[], cues: readonly Cue[], at: Passage): Cue[] {
  const last = passages.slice(0, at.index).findLast(hasClaim);
  return cues.filter(({ passage, retraction }) => {
    if (passage === last?.index) return retraction !== null && retraction.range.start > claimStart(last);
    return passage > (last?.index ?? -1) && passage <= at.index;
  });
}

/** Those between two passages, the end of the first and the second included. */
export function cuesBetween(cues: readonly Cue[], of: Passage, from: Passage): Cue[] {
  return cues.filter(({ passage, retraction }) =>
    passage === of.index
      ? retraction !== null && retraction.range.start > claimStart(of)
      : passage > of.index && passage <= from.index,
  );
}

/** A heading after the last cue, so that numbers say nothing about what stands above it. */
export function headingSince(passages: readonly Passage[], since: number, at: Passage): boolean {
  return passages.slice(since + 1, at.index).some(isHeading);
}
