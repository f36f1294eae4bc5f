/** The beginning of an answer, or a whole one, that comes with a problem: what methods are handed instead of writing it. */
import type { Item } from './item.ts';

/** Forced into the model's turn, so it counts as forced and not as written. */
export type Given =
  /** Every answer to the problem begins with it: the lines of a generated solution, the last of them wrong. */
  | { readonly kind: 'beginning'; readonly text: string; readonly label: string }
  /** The draft of methods that revise one; whatever else is written of the problem is the model's own. */
  | { readonly kind: 'solution'; readonly steps: readonly string[] };

/** A solution as it stands in a file, and where its first mistake is. */
export interface LocatedSolution {
  readonly steps: readonly string[];
  /** Index into `steps`; null where none is wrong. */
  readonly firstWrong: number | null;
}

/** The steps with the line breaks between them: joined they are the text. A blank line parts steps of several lines. */
export function writtenSteps(steps: readonly string[]): string[] {
  const gap = steps.some((step) => step.trim().includes('\n')) ? '\n\n' : '\n';
  return steps.map((step, i) => step.trim() + (i + 1 < steps.length ? gap : ''));
}

/**
 * What checks the steps of a given solution: its label is known, and nothing of text that was written in its place. So of
 * an answer that leaves it before the first wrong step nobody knows.
 */
export function givenChecker({ steps, firstWrong }: LocatedSolution): NonNullable<Item['firstWrongLine']> {
  const known = steps.slice(0, firstWrong === null ? steps.length : firstWrong + 1).map(lettersOf);
  return (lines) => {
    const isGiven = known.every((step, i) => lettersOf(lines[i] ?? '') === step);
    const isWhole = firstWrong !== null || lines.length === known.length;
    return isGiven && isWhole ? firstWrong : 'unknown';
  };
}
/** A token may lie across the border of two steps with a sign of the one in the text of the other. */
function lettersOf(step: string): string {
  return step.replace(/[^\p{L}\p{N}]+/gu, '');
}
