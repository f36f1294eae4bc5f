/**
 * The answer's rows as they are drawn. A row that stands as it stood is the same object as before, so that the page draws
 * only what has changed: the last row while tokens come, what differs when another branch is shown. Pure.
 */
import type { TokenEvent } from '#core/trace/events.ts';
import { cellsOf } from './glyphs.ts';
import type { Cell } from './glyphs.ts';
import { rowName } from './rows.ts';
import type { AnswerRow } from './rows.ts';

export interface DrawnRow {
  readonly row: AnswerRow;
  readonly name: string;
  /** The row's own tokens: index 0 is answer token row.from. */
  readonly tokens: readonly TokenEvent[];
  /** Token ranges are those of the answer. */
  readonly cells: readonly Cell[];
}

/** `before`: what was drawn last, of whatever branch. */
export function drawRows(
  rows: readonly AnswerRow[],
  tokens: readonly TokenEvent[],
  before: readonly DrawnRow[],
): DrawnRow[] {
  return rows.map((row, i) => {
    const name = rowName(rows, row);
    const own = tokens.slice(row.from, row.to);
    const known = before[i];
    if (known !== undefined && known.name === name && isSame(known, row, own)) return known;
    return { row, name, tokens: own, cells: cellsOf(own, row.from) };
  });
}

function isSame(known: DrawnRow, row: AnswerRow, own: readonly TokenEvent[]): boolean {
  return (
    known.tokens.length === own.length &&
    own.every((token, i) => token === known.tokens[i]) &&
    sameFields(known.row, row)
  );
}

function sameFields(a: AnswerRow, b: AnswerRow): boolean {
  const { mark: one, ...first } = a;
  const { mark: other, ...second } = b;
  const keys = Object.keys(first) as (keyof typeof first)[];
  return keys.every((key) => first[key] === second[key]) && JSON.stringify(one) === JSON.stringify(other);
}
