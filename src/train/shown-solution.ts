/**
 * A solution that a document shows and asks about. Its steps are learned as far as they are right, as if the model wrote
 * them: what it would have written then stands beside what is written, and a mistake is where the two differ. Shown
 * without being learned, a misread number or a wrong operand was hardly told from a right one.
 */
import type { Segment } from '#train/text-document.ts';
import { verdictWord } from '#train/verdict-document.ts';

/** Less than a solution of its own, so that the verdict stays what such a document is about. */
export const SHOWN_WEIGHT = 0.5;

/** Steps before the first wrong one are learned; `step` null where all are right, the answer's line included. */
export function shownWeight(line: number, step: number | null): number {
  return isRightUpTo(line, step) ? SHOWN_WEIGHT : 0;
}
function isRightUpTo(line: number, step: number | null): boolean {
  return step === null || line < step - 1;
}

/**
 * `text` in segments. Where a line ends it is asked, in the words of a verdict, whether all is right so far: nobody reads
 * what the model would write there, but a verdict on the whole can lean on it.
 */
export function shownSolution(
  text: string,
  lines: readonly string[],
  step: number | null,
  placeWeight: number,
): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  const verdict = (line: number): Segment => ({
    text: '\n',
    weight: placeWeight,
    asked: verdictWord(isRightUpTo(line, step)),
  });
  lines.forEach((line, i) => {
    const begin = text.indexOf(line, from) - (i === 0 ? 1 : 0);
    const end = text.indexOf(line, from) + line.length;
    segments.push(i === 0 ? { text: text.slice(0, begin), weight: 0 } : verdict(i - 1));
    segments.push({ text: text.slice(begin, end), weight: shownWeight(i, step) });
    from = end;
  });
  return [...segments, verdict(lines.length - 1), { text: text.slice(from + 1), weight: 0 }];
}
