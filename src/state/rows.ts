/**
 * The answer as rows: its steps (scoring/steps) with the mean self-certainty of what the model chose itself, the
 * checker's mark where the problem is one of ours, and what was forced into it. Pure.
 */
import { countsInAverages } from '#core/trace/branch-view.ts';
import type { ForcedKind, TokenEvent } from '#core/trace/events.ts';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import type { StepKind } from '#scoring/steps/split-steps.ts';
import { checkAnswer } from '#tasks/check-answer.ts';
import type { Problem } from '#tasks/problem.ts';
import { cellsOf } from './glyphs.ts';
import { markOf } from './marks.ts';
import type { Mark } from './marks.ts';

export interface AnswerRow {
  /** Token range [from, to) of the branch. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly kind: StepKind;
  /** As the model wrote it: 2 of "Step 2: …". */
  readonly number: number | null;
  /** The step number is one that stands above already: this row is another attempt at it. */
  readonly again: boolean;
  /** What the row begins with, when that was not the model's own choice. */
  readonly forced: ForcedKind | null;
  /** Nats; null when the model chose nothing in this row. */
  readonly meanCertainty: number | null;
  readonly mark: Mark | null;
}

/** @param problem the generated problem, or null where no checker knows the truth. */
export function answerRows(tokens: readonly TokenEvent[], problem: Problem | null): AnswerRow[] {
  const steps = splitSteps(piecesOf(tokens));
  const verdicts =
    problem === null
      ? []
      : checkAnswer(
          problem,
          steps.map(({ text }) => text),
        );
  const seen = new Set<number>();
  let wrongStep: number | null = null;
  return steps.map(({ start, end, text, kind, number }, i) => {
    const verdict = verdicts[i];
    const mark = verdict === undefined ? null : markOf(verdict, wrongStep);
    const again = number !== null && seen.has(number);
    if (number !== null) seen.add(number);
    if (mark?.verdict === 'wrong' && number !== null) wrongStep = number;
    return {
      from: start,
      to: end,
      text: text.trim(),
      kind,
      number,
      again,
      forced: tokens[start]?.forced ?? null,
      meanCertainty: meanCertainty(tokens.slice(start, end)),
      mark,
    };
  });
}

/** Special tokens are no text; a token that completes no character is ''. */
function piecesOf(tokens: readonly TokenEvent[]): string[] {
  const pieces = tokens.map(() => '');
  for (const cell of cellsOf(tokens)) if (!cell.special) pieces[cell.to - 1] = cell.text;
  return pieces;
}

function meanCertainty(tokens: readonly TokenEvent[]): number | null {
  const own = tokens.filter(countsInAverages);
  if (own.length === 0) return null;
  return own.reduce((sum, token) => sum + token.selfCertainty, 0) / own.length;
}

/** Rows one can go back to or wait after: numbered steps, or lines of text where there are none. */
export function stepRows(rows: readonly AnswerRow[]): AnswerRow[] {
  const steps = rows.filter((row) => row.kind === 'step');
  return steps.length > 0 ? steps : rows.filter((row) => row.kind === 'text' && row.text !== '');
}

/** The step with the lowest mean self-certainty; null when no step has one. */
export function leastCertain(rows: readonly AnswerRow[]): AnswerRow | null {
  let least: AnswerRow | null = null;
  for (const row of stepRows(rows)) {
    if (row.meanCertainty === null) continue;
    if (least?.meanCertainty == null || row.meanCertainty < least.meanCertainty) least = row;
  }
  return least;
}

export function rowOfToken(rows: readonly AnswerRow[], index: number): AnswerRow | null {
  return rows.find((row) => index >= row.from && index < row.to) ?? null;
}

/** How a row is called in labels: "step 2", "the answer", "line 3". */
export function rowName(rows: readonly AnswerRow[], row: AnswerRow): string {
  if (row.number !== null) return `step ${row.number}${row.again ? ' (again)' : ''}`;
  return row.kind === 'answer' ? 'the answer' : `line ${rows.indexOf(row) + 1}`;
}
