/** Where Backtrack can go back to, and how the new branch says why. Pure. */
import { leastCertain, rowName, stepRows } from './rows.ts';
import type { AnswerRow } from './rows.ts';

/** A row that was picked, one that is looked for, or so many steps back from the end, from 1. */
export type BacktrackTo = AnswerRow | 'least-certain' | 'first-wrong' | { readonly stepsBack: number };

export interface BacktrackPlace {
  readonly row: AnswerRow;
  /** "backtracked to step 2: least certain, 3.1" */
  readonly label: string;
}

export const NOTHING_WRONG = 'The checker finds nothing wrong in this answer.';

/** The first row that is wrong by itself; what merely follows from it does not count. */
export function firstWrong(rows: readonly AnswerRow[]): AnswerRow | null {
  return rows.find(({ mark }) => mark?.verdict === 'wrong') ?? null;
}

/** Null where there is no such place. */
export function backtrackPlace(rows: readonly AnswerRow[], to: BacktrackTo): BacktrackPlace | null {
  if (to === 'first-wrong') return placeAt(rows, firstWrong(rows), ': first wrong');
  if (to === 'least-certain') {
    const row = leastCertain(rows);
    const mean = row?.meanCertainty ?? null;
    return placeAt(rows, row, `: least certain${mean === null ? '' : `, ${mean.toFixed(1)}`}`);
  }
  if ('stepsBack' in to) {
    const { stepsBack } = to;
    const row = stepsBack >= 1 ? (stepRows(rows).at(-stepsBack) ?? null) : null;
    return placeAt(rows, row, `: ${stepsBack} ${stepsBack === 1 ? 'step' : 'steps'} back`);
  }
  return placeAt(rows, to, '');
}

function placeAt(rows: readonly AnswerRow[], row: AnswerRow | null, why: string): BacktrackPlace | null {
  return row === null ? null : { row, label: `backtracked to ${rowName(rows, row)}${why}` };
}

/** Why a typed number of steps is none of this answer's, ending with what to do; null when it is. */
export function stepsBackIssue(typed: number | null, steps: number): string | null {
  if (typed !== null && Number.isInteger(typed) && typed >= 1 && typed <= steps) return null;
  return steps === 1 ? 'There is one step. Type 1.' : `Type a whole number from 1 to ${steps}.`;
}
