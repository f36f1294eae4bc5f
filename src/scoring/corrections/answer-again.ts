/** "The answer is 91." after "The answer is 92.": needs no cue, since an answer has one value. */
import type { Likeness } from './likeness.ts';
import { trimmed } from './likeness.ts';
import type { Passage } from './passages.ts';
import { sameValue } from './values.ts';

export function answerAgain(earlier: readonly Passage[], at: Passage): Likeness | null {
  const of = at.answer === null ? undefined : earlier.findLast(({ answer }) => answer !== null);
  if (of?.answer == null || at.answer === null) return null;
  const same = sameValue(of.answer, at.answer);
  return { of, kind: 'answer-again', same, ranges: [trimmed(of), trimmed(at)] };
}
