/** What a verifier is shown, and what its verdict says: the first wrong paragraph. */
import type { StepRange } from '#scoring/steps/split-steps.ts';
import type { Question } from '#tasks/items/item.ts';

export const VERDICT_FORM =
  'End with “First wrong:” and the number of the first wrong paragraph, or −1 if none is wrong.';

export function verificationOf({ text }: Question, steps: readonly StepRange[]): string {
  const numbered = steps.map((step, i) => `[${i}] ${step.text.trim()}`).join('\n');
  const asked = 'Read the solution paragraph by paragraph and say of each whether it is right.';
  return `Problem:\n${text}\n\nSolution:\n${numbered}\n\n${asked} ${VERDICT_FORM}`;
}

/** “First wrong: 2”, “First wrong paragraph is [2]”, “First wrong: \boxed{−1}”, “First wrong: none”. */
const NAMING =
  /first wrong(?: paragraph| step)?(?: is)?\W*?(?:(?:paragraph|step)\s*)?(?:boxed\{)?\[?([-−–]?\d+|none\b)/gi;

/** Paragraph from 0, −1 for none; null where nothing in range is named after "First wrong". The last naming counts. */
export function verdictOf(written: string, paragraphs: number): number | null {
  const named = [...written.matchAll(NAMING)].at(-1)?.[1];
  if (named === undefined) return null;
  if (/none/i.test(named)) return -1;
  const place = Number(named.replace(/[−–]/, '-'));
  return place >= -1 && place < paragraphs ? place : null;
}
