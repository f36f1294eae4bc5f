/**
 * Are two normalised answers the same? String first, then numbers within 1e-6 (so 1/3 = 0.333333).
 * Source: methods.md 0.4. Whole numbers are compared as strings, so that long ones do not meet in a double.
 * There is no symbolic algebra here: "x+1" and "1+x" differ.
 */
import { normaliseAnswer } from './normalise-answer.ts';
import { isWhole, numericValue } from './number.ts';

const TOLERANCE = 1e-6;

/** Both as `normaliseAnswer` gives them. */
export function equalAnswers(a: string, b: string): boolean {
  if (a === b) return true;
  if (isWhole(a) && isWhole(b)) return false;
  const [x, y] = [numericValue(a), numericValue(b)];
  return x !== null && y !== null && Math.abs(x - y) <= TOLERANCE;
}

/** Both normalised, null where none is stated; none twice is the same outcome, though it is no answer. */
export function sameOutcome(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : equalAnswers(a, b);
}

/** Judges raw texts; what normalises to nothing equals nothing, not even itself. */
export function isCorrect(answer: string | null, gold: string): boolean {
  const [a, b] = [answer === null ? null : normaliseAnswer(answer), normaliseAnswer(gold)];
  return a !== null && b !== null && equalAnswers(a, b);
}
