/** A token or a step that is written over by hand: what stands there, and what is forced in its place. Pure. */
import type { BranchView } from '#core/trace/branch-view.ts';
import { cellsOf, speakable, textOf } from './glyphs.ts';
import { rowName, rowOfToken } from './rows.ts';
import type { AnswerRow } from './rows.ts';

export interface EditPlace {
  readonly kind: 'token' | 'step';
  readonly branch: number;
  /** Tokens of the branch that are kept. */
  readonly from: number;
  /** What stands there now, as written; empty for the end of the turn. */
  readonly text: string;
  /** "step 2", "the answer". */
  readonly name: string;
}

/** The token at `index` as it is drawn: all of a character that several tokens make. */
export function tokenPlace(branch: BranchView, index: number): EditPlace | null {
  const cell = cellsOf(branch.tokens).find(({ from, to }) => index >= from && index < to);
  if (cell === undefined) return null;
  const text = cell.special ? '' : cell.text;
  return { kind: 'token', branch: branch.id, from: cell.from, text, name: `token ${cell.from + 1}` };
}

/** The row of the token at `index`. */
export function stepPlace(branch: BranchView, rows: readonly AnswerRow[], index: number): EditPlace | null {
  const row = rowOfToken(rows, index);
  if (row === null) return null;
  const text = textOf(branch.tokens.slice(row.from, Math.min(row.to, branch.textLength)));
  return { kind: 'step', branch: branch.id, from: row.from, text, name: rowName(rows, row) };
}

/** Why this cannot be written, ending with what to do; null when it can. */
export function editIssue(place: EditPlace, typed: string): string | null {
  if (typed.trim() === '') return 'There is nothing to write. Type what should stand here instead.';
  if (editedText(place, typed) === place.text)
    return 'This is what stands here already. Change it, or use Generate to go on.';
  return null;
}

/**
 * A space before the first word is easily lost in a field, and with it the border to the word before: it is kept unless
 * another is typed. A step keeps its line break too, so that the next one begins on a line of its own.
 */
export function editedText({ kind, text }: EditPlace, typed: string): string {
  if (text.trim() === '') return typed;
  const lead = /^\s/.test(typed) ? '' : (/^\s*/.exec(text)?.[0] ?? '');
  if (kind === 'token') return lead + typed;
  return lead + typed.trimEnd() + (/\s*$/.exec(text)?.[0] ?? '');
}

export function editLabel({ kind, text, name }: EditPlace, typed: string): string {
  if (kind === 'step') return `${name} rewritten`;
  const old = text === '' ? 'the end' : `“${speakable(text)}”`;
  return `“${speakable(typed)}” written instead of ${old}`;
}
