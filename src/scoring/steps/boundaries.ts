/**
 * Where in a text one step ends and the next begins, as character positions (methods.md code SEG).
 * A step ends with its line, blank lines included; inside a line before "Step 2:", "The answer is" and a correction
 * marker that begin a sentence. A text of one line without numbered steps is cut into sentences instead.
 * The space after a sentence belongs to what follows, as tokenizers write it (" Wait"); line breaks to what they end.
 */
import { findMarkers } from './markers.ts';

const LINE_END = /\n(?:[ \t\r]*\n)*/g;
export const STEP_LABEL = /(?:\*\*|#{1,6} ?)?(?:step|thought) ?(\d{1,3}) ?(?:\*\*)?[:.)]/i;
export const LIST_LABEL = /(?:[-*] )?(?:\*\*)?\(?(\d{1,3})[.)](?=\s)/;
export const ANSWER_OPENING =
  /(?:\*\*|#{1,6} ?)?(?:(?:so|thus|hence|therefore|finally),? )?(?:the |my )?(?:final |correct )?answer(?:\*\*)? ?(?:is\b|:)/i;
const SENTENCE_START = new RegExp(
  `(?<=[.!?…:]["')*]?)[ \\t]+(?=(?:${STEP_LABEL.source})|(?:${ANSWER_OPENING.source}))`,
  'gi',
);
/** A sign that ends a sentence and a following start of one; "e.g. ", "3. " at the start and "Mr. " end none. */
const SENTENCE_END =
  /(?<!(?:^|[.\s])(?:[A-Z]|e\.g|i\.e|vs|etc|approx|Mr|Mrs|Ms|Dr|St))[.!?…]["')*]?(?=\s+[^\sa-z])|[。！？]/g;

function lineEnds(text: string): number[] {
  return [...text.matchAll(LINE_END)].map((match) => match.index + match[0].length);
}

function sentenceEnds(text: string): number[] {
  return [...text.matchAll(SENTENCE_END)]
    .filter((match) => !/^\s*\(?\d+$/.test(text.slice(0, match.index)))
    .map((match) => match.index + match[0].length);
}

/** Where the word at `at` begins with its opening quotes and the spaces before them. */
function withLead(text: string, at: number): number {
  let start = at;
  while (/["'“‘*(]/.test(text.charAt(start - 1))) start--;
  while (/[ \t]/.test(text.charAt(start - 1))) start--;
  return start;
}

/** Rising positions strictly inside (0, text.length); each starts a new step. */
export function stepBoundaries(text: string): number[] {
  const first = text.search(/\S/);
  if (first < 0) return [];
  const oneLine = !text.trim().includes('\n') && !STEP_LABEL.test(text);
  const cuts = [
    ...lineEnds(text),
    ...[...text.matchAll(SENTENCE_START)].map((match) => match.index),
    ...findMarkers(text).map(({ start }) => withLead(text, start)),
    ...(oneLine ? sentenceEnds(text) : []),
  ];
  // Nothing but white space on one side of a cut is no step: it stays with its neighbour.
  const last = text.trimEnd().length;
  return [...new Set(cuts)].filter((at) => at > first && at < last).sort((a, b) => a - b);
}
