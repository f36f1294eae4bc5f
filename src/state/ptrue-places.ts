/**
 * Which P(True) readings of a branch are about its answer, and which about a step. A reading tells it by the tokens that
 * stood (`at`: a step's end) and by the words that were asked about. Pure.
 */
import type { BranchView, PTrueAt } from '#core/trace/branch-view.ts';
import type { PTrueReading } from '#core/trace/events.ts';
import { ptrueSubject, stepSubject } from './ptrue-subject.ts';
import { stepRows } from './rows.ts';
import type { AnswerRow } from './rows.ts';

/** A step that can be asked about, or that was. */
export interface StepPlace {
  readonly row: AnswerRow;
  /** Answer tokens that stand at its end. */
  readonly at: number;
  readonly subject: string;
}

/** Steps that are written to their end, in order. */
export function stepPlaces(
  branch: BranchView,
  rows: readonly AnswerRow[],
  generated: boolean,
): readonly StepPlace[] {
  return stepRows(rows)
    .map((row) => ({
      row,
      at: Math.min(row.to, branch.textLength),
      subject: stepSubject(rows, row, generated),
    }))
    .filter(({ row, at }) => row !== rows.at(-1) || isSettled(branch, at));
}

/** Nothing more can come to what stands before `at`, the end of the text. */
function isSettled(branch: BranchView, at: number): boolean {
  const ended = branch.end === 'stop-token' || branch.end === 'context-full';
  return ended || branch.tokens[at - 1]?.bytes.endsWith('\n') === true;
}

export interface PTrueReadings {
  /** The last one about the answer. */
  readonly answer: PTrueAt | null;
  /** The last one about each step, by the step's first token. */
  readonly steps: ReadonlyMap<number, PTrueReading>;
}
const NONE: PTrueReadings = { answer: null, steps: new Map() };

/** @param answer the final answer as written, or null. */
export function ptrueReadings(
  branch: BranchView,
  rows: readonly AnswerRow[],
  answer: string | null,
  generated: boolean,
): PTrueReadings {
  if (branch.ptrue.length === 0) return NONE;
  const places = stepPlaces(branch, rows, generated);
  const subject = answer === null ? null : ptrueSubject(rows, answer, generated);
  const steps = new Map<number, PTrueReading>();
  let ofAnswer: PTrueAt | null = null;
  for (const one of branch.ptrue) {
    const place = places.find(({ at, subject: asked }) => at === one.at && asked === one.reading.answer);
    if (place !== undefined) steps.set(place.row.from, one.reading);
    if (place === undefined || one.reading.answer === subject) ofAnswer = one;
  }
  return { answer: ofAnswer, steps };
}
