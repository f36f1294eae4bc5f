/**
 * Words that take an earlier step back: "step 2 is wrong", "that was wrong", "that is not right", "I made a mistake",
 * "Let me redo that", "No." after a line (as the organism `retry` writes), "it is 12, not 14".
 * A question, a condition and what others say take nothing back; nor does "No." that answers a question.
 */
import type { CharRange } from './correction.ts';
import { isReported } from './passages.ts';
import type { Passage } from './passages.ts';
import { NUMBER, valueOf } from './values.ts';

export interface Retraction {
  readonly range: CharRange;
  /** Number of the step that it names. */
  readonly number: number | null;
  /** The value that is put away: 14 of "12, not 14". */
  readonly value: string | null;
}

const WRONG = String.raw`(?:(?:in|not |not quite |n't |n't quite )correct|(?:not |not quite |n't |n't quite )right|wrong|mistaken|off|an? (?:\w+ )?(?:mistake|error|slip|typo))`;
const WHAT = String.raw`(?:that|this|it|which|(?:the|my|our) (?:\w+ )?(?:answer|result|calculation|step|sum|product|total|value|solution|line))`;
const STEP_WRONG = new RegExp(
  String.raw`\bstep (\d{1,3}) (?:is|was|has|contains)(?: \w+)?? ?${WRONG}(?![\w-])`,
  'i',
);
const STEP_MISTAKE = /\b(?:mistake|error|slip|wrong) (?:\w+ )?(?:in|at|with) step (\d{1,3})\b/i;
const PHRASES: readonly RegExp[] = [
  new RegExp(String.raw`\b${WHAT}(?:'s| is| was| seems| looks)?(?: \w+ly)? ?${WRONG}(?![\w-])`, 'i'),
  /\bI(?:'ve| have| must have| think I)? (?:made|make|miscalculated|misread|misunderstood|miscounted|mixed up|misplaced)\b(?! (?:sure|\w+ (?:assumption|list)))/i,
  /\b(?:let me|let's|I need to|I should|I will|I'll|I have to|I must) (?:correct|fix|redo|revise|recalculate|recompute|start over|try again(?! with)|start again|rework)\b/i,
  /\bI (?:was|am) (?:wrong|mistaken|in error)\b/i,
  /\bI (?:just )?(?:notice|see|reali[sz]e)d? (?:that )?(?:I (?:used|made|forgot|counted|added|did|had|should)|(?:an?|my|the) (?:\w+ )?(?:error|mistake|slip))\b/i,
  /\bI used the wrong\b/i,
  /\b(?:I apologi[sz]e|apologies|my mistake|my bad|scratch that|strike that|correction:)/i,
  /^[\s*]*(?:oh,? )?(?:sorry|no(?:, sorry|, wait)?)(?=[,.!…:]|$)/i,
  /\b(?:corrected|revised) (?:\w+ ){0,2}?(?:step|solution|calculation|answer|version)s?\b/i,
];
const NOT_VALUE = new RegExp(
  String.raw`${NUMBER}[^.;:,\n]{0,20},? (?:and )?(?:not|instead of) (${NUMBER})(?![\w])(?! (?:more|only))`,
  'i',
);

function asks(text: string, end: number): boolean {
  return /^[^.!\n]*\?/.test(text.slice(end));
}
function isConditional(text: string, start: number): boolean {
  return /\b(?:if|whether|unless|suppose)\s+$/i.test(text.slice(0, start));
}
/** "Is 51 prime? No." */
function answersQuestion(text: string, before: string): boolean {
  return /^[\s*]*no\b/i.test(text) && /\?["')*\s]*$/.test(before);
}

function firstOf(text: string): (Omit<Retraction, 'range'> & { readonly match: RegExpExecArray }) | null {
  for (const pattern of [STEP_WRONG, STEP_MISTAKE]) {
    const match = pattern.exec(text);
    if (match) return { match, number: Number(match[1]), value: null };
  }
  for (const pattern of PHRASES) {
    const match = pattern.exec(text);
    if (match) return { match, number: null, value: null };
  }
  return null;
}

/** @param before the text that stands before the passage; @param doubted whether a marker of doubt opens it. */
export function retractionIn(
  { text, range }: Pick<Passage, 'text' | 'range'>,
  before: string,
  doubted: boolean,
): Retraction | null {
  if (isReported(text)) return null;
  const putAway = doubted ? NOT_VALUE.exec(text) : null;
  const found =
    putAway === null ? firstOf(text) : { match: putAway, number: null, value: valueOf(putAway[1] ?? '') };
  if (found === null) return null;
  const { match, ...what } = found;
  const end = match.index + match[0].length;
  if (asks(text, end) || isConditional(text, match.index) || answersQuestion(text, before)) return null;
  const lead = match[0].length - match[0].trimStart().length;
  return { ...what, range: { start: range.start + match.index + lead, end: range.start + end } };
}
