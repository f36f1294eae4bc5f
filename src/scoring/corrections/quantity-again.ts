/** A named quantity with another value, or "that should be 48" about the value just above; counts only after a cue. */
import type { Likeness } from './likeness.ts';
import { trimmed } from './likeness.ts';
import { resultOf } from './passages.ts';
import type { Passage } from './passages.ts';
import { sameName } from './quantities.ts';
import type { Quantity } from './quantities.ts';
import { sameValue } from './values.ts';

const isNumber = (value: string): boolean => /^-?\d/.test(value);

const firstWord = (value: string): string | undefined => value.split(' ')[0];

function namedAgain(earlier: readonly Passage[], now: Quantity, exact: boolean): Likeness | null {
  for (const of of earlier.toReversed()) {
    const before = of.quantities.findLast(
      (quantity) =>
        sameName(quantity, now) &&
        isNumber(quantity.value) === isNumber(now.value) &&
        (!exact || quantity.name.length === now.name.length),
    );
    if (before)
      return {
        of,
        kind: 'quantity-again',
        same: sameValue(before.value, now.value),
        ranges: [before.range, now.range],
      };
  }
  return null;
}

function pronounAgain(earlier: readonly Passage[], now: Quantity): Likeness | null {
  const of = earlier.findLast((passage) => resultOf(passage) !== null);
  const value = of === undefined ? null : resultOf(of);
  if (of === undefined || value === null || isNumber(value) !== isNumber(now.value)) return null;
  // Of "it was painted by …" only what was said to be painted can be meant.
  if (!isNumber(value) && firstWord(value) !== firstWord(now.value)) return null;
  return { of, kind: 'quantity-again', same: sameValue(value, now.value), ranges: [trimmed(of), now.range] };
}

/** @param options `exact`: the name must be the same in full; `pronoun`: "it is 48" may count too. */
export function quantityAgain(
  earlier: readonly Passage[],
  at: Passage,
  { exact, pronoun }: { readonly exact: boolean; readonly pronoun: boolean },
): Likeness | null {
  const found = at.quantities.map(
    (now) => namedAgain(earlier, now, exact) ?? (pronoun && now.pronoun ? pronounAgain(earlier, now) : null),
  );
  return (
    found.find((likeness) => likeness?.same === false) ?? found.find((likeness) => likeness !== null) ?? null
  );
}
