/**
 * "Step 2: …" written again. Its value is that of its last calculation, or quantity where neither has a calculation.
 * A solution that is checked with other numbering repeats calculations under other numbers: those are no changes.
 */
import { oneChange, sameFact } from './calculations.ts';
import type { Likeness } from './likeness.ts';
import { trimmed } from './likeness.ts';
import { resultOf } from './passages.ts';
import type { Passage } from './passages.ts';
import { sameValue } from './values.ts';

/** The step with this number above, and whether it comes to the same value; null where they cannot be compared. */
export function numberAgain(earlier: readonly Passage[], at: Passage): Likeness | null {
  if (at.number === null) return null;
  const of = earlier.findLast(({ number, labelled }) => number === at.number && labelled === at.labelled);
  if (of === undefined) return null;
  const [before, now] = [of.calculations.at(-1), at.calculations.at(-1)];
  if ((before === undefined) !== (now === undefined)) return null;
  const [a, b] = [resultOf(of), resultOf(at)];
  if (a === null || b === null) return null;
  const moved =
    now !== undefined &&
    before?.left !== now.left &&
    earlier.some(
      ({ number, calculations }) =>
        number !== at.number && calculations.some((calculation) => sameFact(calculation, now)),
    );
  return { of, kind: 'number-again', same: moved || sameValue(a, b), ranges: [trimmed(of), trimmed(at)] };
}

/** Alike enough to count without a cue: a labelled step whose calculation differs in one number or sign. */
export function isRewritten({ of }: Likeness, at: Passage): boolean {
  const [before, now] = [of.calculations.at(-1), at.calculations.at(-1)];
  return at.labelled && before !== undefined && now !== undefined && oneChange(before, now);
}
