/** What the detector of corrections takes and gives. */

/** UTF-16 positions in the joined text of the steps, end exclusive. */
export interface CharRange {
  readonly start: number;
  readonly end: number;
}
/** What a checker says of a step; null where it says nothing. */
export type StepTruth = 'right' | 'wrong' | null;

/**
 * `marker`: a word of steps/markers.ts opens it. `retraction`: an earlier step is taken back in words.
 * `number-again`, `answer-again`, `calculation-again`, `quantity-again`: the same step number, answer, left side or
 * named quantity with another value. `operand-changed`: the calculation again with another number or sign.
 * `checker`: wrong before, right now.
 */
export type EvidenceKind =
  | 'marker'
  | 'retraction'
  | 'number-again'
  | 'answer-again'
  | 'calculation-again'
  | 'quantity-again'
  | 'operand-changed'
  | 'checker';
export interface Evidence {
  readonly kind: EvidenceKind;
  /** What to quote, in the order of the text. */
  readonly ranges: readonly CharRange[];
}
export interface Correction {
  /** Index of the step that corrects. */
  readonly from: number;
  /** Index of the step that it corrects, always an earlier one; null when it takes back something that no step says. */
  readonly of: number | null;
  /** Never empty. */
  readonly evidence: readonly Evidence[];
  /** Text that the model did not write stands in the correcting step or between the two. */
  readonly prompted: boolean;
}
