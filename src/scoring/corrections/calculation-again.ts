/** The same left side computed again; and, where doubt was announced, the calculation with one operand or sign changed. */
import { oneChange, sameFact } from './calculations.ts';
import type { Calculation } from './calculations.ts';
import type { Likeness } from './likeness.ts';
import type { Passage } from './passages.ts';
import { sameQuotient, sameValue } from './values.ts';

type Alike = (before: Calculation, now: Calculation) => boolean;

function findAlike(
  earlier: readonly Passage[],
  now: Calculation,
  alike: Alike,
): { of: Passage; before: Calculation } | null {
  for (const of of earlier.toReversed()) {
    const before = of.calculations.findLast((calculation) => alike(calculation, now));
    if (before) return { of, before };
  }
  return null;
}

/** A changed value of any calculation; `same` when every one of them stands above with the value it has here. */
export function calculationAgain(earlier: readonly Passage[], at: Passage): Likeness | null {
  const found = at.calculations.map((now): Likeness | null => {
    const again = findAlike(earlier, now, ({ left }) => left === now.left);
    const stated = again ?? findAlike(earlier, now, sameFact);
    if (stated === null) return null;
    const same = again === null || sameQuotient(again.before.value, now.value);
    return { of: stated.of, kind: 'calculation-again', same, ranges: [stated.before.range, now.range] };
  });
  const changed = found.find((likeness) => likeness?.same === false);
  if (changed) return changed;
  return found.includes(null) ? null : (found.at(-1) ?? null);
}

/** @param allowed which pairs may count: any after doubt, else only what follows from a corrected value. */
export function operandChanged(earlier: readonly Passage[], at: Passage, allowed: Alike): Likeness | null {
  for (const now of at.calculations) {
    if (findAlike(earlier, now, sameFact)) continue;
    const found = findAlike(
      earlier,
      now,
      (before) => oneChange(before, now) && !sameValue(before.value, now.value) && allowed(before, now),
    );
    if (found)
      return { of: found.of, kind: 'operand-changed', same: false, ranges: [found.before.range, now.range] };
  }
  return null;
}

/** "In 3 weeks of 7 days there are 24 days. Oh wait, 7 × 3 is 21": computed from the numbers of the passage just above. */
export function resultDisputed(above: Passage | undefined, at: Passage): Likeness | null {
  const [now] = at.calculations;
  const before = above?.quantities.at(-1);
  if (above === undefined || now === undefined || before === undefined || above.calculations.length > 0)
    return null;
  const numbers: readonly string[] = above.text.match(/\d+(?:\.\d+)?/g) ?? [];
  if (!now.operands.every((operand) => numbers.includes(operand))) return null;
  const same = sameValue(before.value, now.value);
  return { of: above, kind: 'calculation-again', same, ranges: [before.range, now.range] };
}
