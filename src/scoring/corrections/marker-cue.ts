/**
 * When a marker counts. It is never a correction by itself: it only lets a weaker likeness count (a changed operand, a
 * named quantity, a list number written again). Doubt: Wait, Hold on, Hang on, Hmm, Actually, Oops, also after "But";
 * check: Let me check and its kin, which announce the same again. But, However and Alternatively connect, "No apples"
 * counts apples, a quoted "Wait here" is speech: they do not count.
 */
import { findMarkers } from '#scoring/steps/markers.ts';
import type { CharRange } from './correction.ts';
import type { Passage } from './passages.ts';

export interface MarkerCue {
  readonly kind: 'doubt' | 'check';
  readonly range: CharRange;
}

const DOUBTS = new Set(['Wait', 'Hold on', 'Hang on', 'Hmm', 'Actually', 'Oops']);
const BUT_DOUBT = /^But (?:wait|hold on|hang on|actually|hmm)\b/i;
const CHECK = /\blet me (?:re-?|double[- ]?)?check\b/i;

/** What opens the passage; null where it is no cue. */
export function markerCue({ text, range }: Pick<Passage, 'text' | 'range'>): MarkerCue | null {
  const at = text.search(/[^\s*(]/);
  const hit = findMarkers(text).find(({ start }) => start === at);
  if (hit === undefined) return null;
  const body = text.slice(at);
  const but = BUT_DOUBT.exec(body)?.[0] ?? '';
  const isCheck = CHECK.test(body);
  if (!isCheck && !DOUBTS.has(hit.word) && but === '') return null;
  const start = range.start + at;
  return {
    kind: isCheck ? 'check' : 'doubt',
    range: { start, end: start + Math.max(hit.word.length, but.length) },
  };
}
