/** Where the arrow keys lead from a token. Pure. */
import type { AnswerRow } from '#state/rows.ts';

export type Move = 'previous' | 'next' | 'row-up' | 'row-down' | 'first' | 'last';

export function moveOf(key: string, shift: boolean): Move | null {
  switch (key) {
    case 'ArrowLeft':
      return shift ? 'row-up' : 'previous';
    case 'ArrowRight':
      return shift ? 'row-down' : 'next';
    case 'ArrowUp':
      return 'row-up';
    case 'ArrowDown':
      return 'row-down';
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    default:
      return null;
  }
}

/**
 * @param stops first token of every cell, rising
 * @param at one of the stops
 */
export function movedTo(
  move: Move,
  at: number,
  stops: readonly number[],
  rows: readonly AnswerRow[],
): number {
  const cell = stops.indexOf(at);
  const row = rows.findIndex(({ from, to }) => at >= from && at < to);
  const startOf = (index: number): number => rows[index]?.from ?? at;
  switch (move) {
    case 'previous':
      return stops[cell - 1] ?? at;
    case 'next':
      return stops[cell + 1] ?? at;
    case 'row-up':
      return at === startOf(row) ? startOf(row - 1) : startOf(row);
    case 'row-down':
      return startOf(row + 1);
    case 'first':
      return stops[0] ?? at;
    case 'last':
      return stops.at(-1) ?? at;
  }
}
