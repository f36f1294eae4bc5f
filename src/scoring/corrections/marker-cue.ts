/**
 * When a marker counts. It is never a correction by itself: it only lets a weaker likeness count (a changed operand, a
 * named quantity, a list number written again). Doubt: Wait, Hold on, Hang on, Hmm, Actually, Oops, also after "But",
 * "Oh" and "No", and "On second thought" and its kin; check: Let me check and its kin, which announce the same again.
 * But, However and Alternatively connect, "No apples" counts apples, a quoted "Wait here" is speech, "Wait for" and
 * "Wait times" are no doubt: they do not count.
 */
import { findMarkers } from '#scoring/steps/markers.ts';
import type { CharRange } from './correction.ts';
import type { Passage } from './passages.ts';

export interface MarkerCue {
  readonly kind: 'doubt' | 'check';
  readonly range: CharRange;
}

const DOUBTS = new Set(['Wait', 'Hold on', 'Hang on', 'Hmm', 'Actually', 'Oops']);
const NO_DOUBT = /^Wait (?:for|here|until|till|at|times?|in)\b/;
const LED_DOUBT = /^(?:but|oh|ah|no|and|so),? (?:wait|hold on|hang on|actually|hmm|no)\b/i;
const REVIEW =
  /^(?:on second thoughts?|upon (?:closer )?(?:re-?)?(?:view|checking|evaluation|examination)(?:ing)?|upon reflection|looking (?:back|again)|thinking (?:again|about it again))\b/i;
const CHECK =
  /\blet(?: me|'s) (?:(?:re-?|double[- ]?)(?:check|count|calculate|compute)|check|(?:count|calculate|verify|add|do)\b[^.:\n]{0,20} again)\b/i;

function doubtAt(body: string, word: string | undefined): string | null {
  const led = (LED_DOUBT.exec(body) ?? REVIEW.exec(body))?.[0];
  if (led !== undefined) return led;
  return word !== undefined && DOUBTS.has(word) && !NO_DOUBT.test(body) ? word : null;
}

/** What opens the passage; null where it is no cue. */
export function markerCue({ text, range }: Pick<Passage, 'text' | 'range'>): MarkerCue | null {
  const at = text.search(/[^\s*(]/);
  if (at < 0) return null;
  const word = findMarkers(text).find(({ start }) => start === at)?.word;
  const body = text.slice(at);
  const check = CHECK.exec(body);
  const doubt = doubtAt(body, word);
  if (check === null && doubt === null) return null;
  const start = range.start + at + (doubt === null ? (check?.index ?? 0) : 0);
  return {
    kind: check === null ? 'doubt' : 'check',
    range: { start, end: start + (doubt ?? check?.[0] ?? '').length },
  };
}
