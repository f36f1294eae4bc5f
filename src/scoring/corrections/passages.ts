/**
 * The steps as the detector reads them: cut at the exact characters, whatever the tokens were, with what each claims.
 * A passage that shares a token with the one before may have no step of its own: it then belongs to that one's step.
 */
import { extractAnswer } from '#scoring/answers/extract-answer.ts';
import { LIST_LABEL, STEP_LABEL } from '#scoring/steps/boundaries.ts';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import type { StepRange } from '#scoring/steps/split-steps.ts';
import { calculationsIn, plainSigns } from './calculations.ts';
import type { Calculation } from './calculations.ts';
import type { CharRange } from './correction.ts';
import { quantitiesIn } from './quantities.ts';
import type { Quantity } from './quantities.ts';

export interface Passage extends Pick<StepRange, 'kind' | 'number'> {
  readonly index: number;
  /** Index of the step that it belongs to. */
  readonly step: number;
  readonly range: CharRange;
  /** With one spelling of signs, as long as the original. */
  readonly text: string;
  /** "Step 2:", not "2.". */
  readonly labelled: boolean;
  /** Ranges are of the whole text. */
  readonly calculations: readonly Calculation[];
  readonly quantities: readonly Quantity[];
  /** Normalised; null where it gives no final answer. */
  readonly answer: string | null;
}

/** The label becomes as many spaces, so that "1. 45 / 5" does not begin with 1. */
function withoutLabel(text: string): string {
  const lead = text.length - text.trimStart().length;
  const body = text.slice(lead);
  const label = [STEP_LABEL, LIST_LABEL]
    .map((pattern) => pattern.exec(body))
    .find((match) => match?.index === 0);
  const length = label?.[0].length ?? 0;
  return ' '.repeat(lead + length) + body.slice(length);
}

/** What others are said to believe is not claimed: "Some people think it is 6, but that is wrong." */
const REPORTED =
  /\b(?:says?|said|thinks?|thought|claims?|believes?|people|someone|students?)\b[^\n]*\b(?:but|however)\b/i;

export function isReported(text: string): boolean {
  return REPORTED.test(text);
}

function claimsOf(text: string, at: number): Pick<Passage, 'calculations' | 'quantities'> {
  if (isReported(text)) return { calculations: [], quantities: [] };
  const moved = <T extends { readonly range: CharRange }>(claim: T): T => ({
    ...claim,
    range: { start: claim.range.start + at, end: claim.range.end + at },
  });
  const body = withoutLabel(text);
  const calculations = calculationsIn(body);
  return { calculations: calculations.map(moved), quantities: quantitiesIn(body, calculations).map(moved) };
}

/** "I think the answer is 14" answers too. */
function answerIn(text: string, kind: StepRange['kind']): string | null {
  if (kind !== 'answer' && (kind === 'step' || !/\bthe answer is\b/i.test(text))) return null;
  return extractAnswer(text, { guess: false })?.value ?? null;
}

function stepAt(steps: readonly StepRange[], position: number): number {
  let end = 0;
  for (const { index, text } of steps) {
    end += text.length;
    if (position < end) return index;
  }
  return steps.length - 1;
}

export function passagesOf(steps: readonly StepRange[]): Passage[] {
  const whole = steps.map(({ text }) => text).join('');
  // One piece a character: the ranges of tokens are then ranges of characters.
  return splitSteps(whole.split('')).map(({ index, start, end, kind, number, ...step }) => {
    const text = plainSigns(step.text);
    return {
      index,
      step: stepAt(steps, end - 1),
      range: { start, end },
      text,
      kind,
      number,
      labelled: number !== null && STEP_LABEL.exec(text.trimStart())?.index === 0,
      ...claimsOf(text, start),
      answer: answerIn(step.text, kind),
    };
  });
}

/** The value that the passage comes to: of its last calculation, or its last quantity. */
export function resultOf(passage: Passage): string | null {
  return passage.answer ?? passage.calculations.at(-1)?.value ?? passage.quantities.at(-1)?.value ?? null;
}
export function hasClaim(passage: Passage): boolean {
  return resultOf(passage) !== null || passage.number !== null;
}
