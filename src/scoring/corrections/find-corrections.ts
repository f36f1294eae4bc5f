/**
 * Step-level corrections in an answer, each with why it counts. A step corrects an earlier one when it says the same
 * thing with another value (`answer-again.ts`, `number-again.ts`, `calculation-again.ts`, `quantity-again.ts`) or
 * stands in for what was taken back (`retraction.ts`). Markers only support (`marker-cue.ts`).
 * Not reported: the same value again (a re-check), a retraction that nothing replaces, a slip mended inside one step.
 * It reads words, so it must not be taken for "the answer got better": a right step made wrong is a correction too.
 */
import type { StepRange } from '#scoring/steps/split-steps.ts';
import { answerAgain } from './answer-again.ts';
import { calculationAgain, operandChanged, resultDisputed } from './calculation-again.ts';
import type { Calculation } from './calculations.ts';
import type { CharRange, Correction, Evidence, StepTruth } from './correction.ts';
import { cuesBetween, cuesFor, cuesOf, headingSince } from './cues.ts';
import type { Cue } from './cues.ts';
import { trimmed } from './likeness.ts';
import type { Likeness } from './likeness.ts';
import { isRewritten, numberAgain } from './number-again.ts';
import { hasClaim, passagesOf, resultOf } from './passages.ts';
import type { Passage } from './passages.ts';
import { quantityAgain } from './quantity-again.ts';
import { replacement, takenBack } from './taken-back.ts';
import type { TakenBack } from './taken-back.ts';
import { sameValue } from './values.ts';

export interface CorrectionOptions {
  /** What a checker says of each step, by its index. */
  readonly truths?: readonly StepTruth[];
  /** Text that the model did not write: injected, planted, edited or chosen. One range for each stretch of it. */
  readonly forced?: readonly CharRange[];
}

interface Reading {
  readonly passages: readonly Passage[];
  readonly cues: readonly Cue[];
  readonly truths: readonly StepTruth[];
}
/** A passage that corrects, before it is put in terms of steps. */
interface Found {
  readonly from: Passage;
  readonly of: Passage | null;
  readonly likeness: Likeness | null;
  readonly taken: TakenBack | null;
}

/** @param steps all steps of the answer from its start, as `splitSteps` gives them. */
export function findCorrections(
  steps: readonly StepRange[],
  { truths = [], forced = [] }: CorrectionOptions = {},
): Correction[] {
  const passages = passagesOf(steps);
  const reading: Reading = { passages, cues: cuesOf(passages), truths };
  return readThrough(reading)
    .filter(({ from, of }) => of?.step !== from.step)
    .map((found) => ({
      from: found.from.step,
      of: found.of?.step ?? null,
      evidence: evidenceOf(reading, found),
      prompted: isPrompted(found, forced),
    }));
}

function readThrough(reading: Reading): Found[] {
  const { passages, cues } = reading;
  const found: Found[] = [];
  let pending: TakenBack | null = null;
  let carried: Found | null = null;
  for (const at of passages) {
    const own = cues.find(({ passage }) => passage === at.index);
    pending = (own && takenBack(passages, own)) ?? pending;
    if (!hasClaim(at)) continue;
    const likeness = likenessOf(reading, at, carried);
    carried = null;
    if (likeness?.same === true || isUnfinished(passages, at, likeness)) continue;
    if (likeness !== null && isSettled(found, likeness, at)) continue;
    const fate = pending === null ? 'waits' : replacement(pending, at);
    if (likeness !== null) carried = { from: at, of: likeness.of, likeness, taken: pending };
    else if (fate === 'replaces' && pending !== null)
      carried = { from: at, of: pending.target, likeness: null, taken: pending };
    if (carried !== null) found.push(carried);
    if (carried !== null || fate === 'closes') pending = null;
  }
  return found;
}

/** What the passage says already stands where the earlier one was corrected. */
function isSettled(found: readonly Found[], likeness: Likeness, at: Passage): boolean {
  const now = resultOf(at);
  return found.some(({ of, from }) => {
    const settled = of?.index === likeness.of.index ? resultOf(from) : null;
    return settled !== null && now !== null && sameValue(settled, now);
  });
}

/** The text stops inside what may become the old value: "= 6" of "= 66". */
function isUnfinished(passages: readonly Passage[], at: Passage, likeness: Likeness | null): boolean {
  const [old, now] = [likeness && resultOf(likeness.of), resultOf(at)];
  const atEnd = at.index === passages.length - 1 && /\d$/.test(at.text);
  return atEnd && old !== null && now !== null && old.startsWith(now);
}

/** The likeness that decides, the surest first. */
function likenessOf(reading: Reading, at: Passage, carried: Found | null): Likeness | null {
  const earlier = reading.passages.slice(0, at.index);
  const answer = answerAgain(earlier, at);
  const number = numberAgain(earlier, at);
  return (
    (answer !== null && isInSection(reading, answer, at) ? answer : null) ??
    (number !== null && numberCounts(reading, number, at) ? number : null) ??
    calculationAgain(earlier, at) ??
    weakLikeness(reading, earlier, at, carried)
  );
}

/** No heading parts the two, unless a cue after it reaches back. */
function isInSection({ passages, cues }: Reading, { of }: Likeness, at: Passage): boolean {
  return !headingSince(passages, cuesBetween(cues, of, at).at(-1)?.passage ?? of.index, at);
}

/** A number counts after a cue, for a labelled step that is all but the same, or where the checker says so. */
function numberCounts(reading: Reading, number: Likeness, at: Passage): boolean {
  if (isMended(reading.truths, number.of, at)) return true;
  if (!isInSection(reading, number, at)) return false;
  return cuesBetween(reading.cues, number.of, at).length > 0 || isRewritten(number, at);
}

function isMended(truths: readonly StepTruth[], of: Passage, from: Passage): boolean {
  return truths[of.step] === 'wrong' && truths[from.step] === 'right';
}

/** After a cue, or right after a correction for what follows from it. */
function weakLikeness(
  { passages, cues, truths }: Reading,
  earlier: readonly Passage[],
  at: Passage,
  carried: Found | null,
): Likeness | null {
  const opening = cuesFor(passages, cues, at);
  const doubted = opening.some(({ marker, retraction }) => marker?.kind === 'doubt' || retraction !== null);
  if (opening.length > 0 || carried !== null) {
    const quantity = quantityAgain(earlier, at, { exact: opening.length === 0, pronoun: doubted });
    const operand = operandChanged(earlier, at, (before, now) => doubted || follows(carried, before, now));
    const disputed = doubted ? resultDisputed(earlier.findLast(hasClaim), at) : null;
    return quantity?.same === false ? quantity : (operand ?? disputed ?? quantity);
  }
  const quantity = quantityAgain(earlier, at, { exact: true, pronoun: false });
  return quantity !== null && isMended(truths, quantity.of, at) ? quantity : null;
}

/** The corrected value stands where the old one stood. */
function follows(carried: Found | null, before: Calculation, now: Calculation): boolean {
  if (carried?.of == null) return false;
  const [old, fresh] = [resultOf(carried.of), resultOf(carried.from)];
  return old !== null && fresh !== null && before.operands.includes(old) && now.operands.includes(fresh);
}

function evidenceOf({ cues, truths }: Reading, { from, of, likeness, taken }: Found): Evidence[] {
  const between = of === null ? [] : cuesBetween(cues, of, from);
  const marker = between.findLast((cue) => cue.marker !== null)?.marker;
  const retraction = taken?.range ?? between.findLast((cue) => cue.retraction !== null)?.retraction?.range;
  return [
    ...(likeness === null ? [] : [{ kind: likeness.kind, ranges: likeness.ranges }]),
    ...(retraction === undefined ? [] : [{ kind: 'retraction' as const, ranges: [retraction] }]),
    ...(marker == null ? [] : [{ kind: 'marker' as const, ranges: [marker.range] }]),
    ...(of !== null && isMended(truths, of, from)
      ? [{ kind: 'checker' as const, ranges: [trimmed(of), trimmed(from)] }]
      : []),
  ];
}

/** A planted mistake that is then corrected is no prompt: what is forced must begin after the corrected step began. */
function isPrompted({ from, of, taken }: Found, forced: readonly CharRange[]): boolean {
  const since = of?.range.start ?? taken?.range.start ?? from.range.start;
  return forced.some(
    ({ start, end }) =>
      (start < from.range.end && end > from.range.start) ||
      (start > since && start < from.range.end && end > (of?.range.end ?? since)),
  );
}
