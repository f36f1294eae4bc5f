/** Where a key leads on the timeline. Pure. */
import type { AnswerRow } from '#state/rows.ts';

/** @param at the selected token, or null @returns another token, or null for a key that moves nothing */
export function brushMove(
  key: string,
  at: number | null,
  count: number,
  rows: readonly AnswerRow[],
): number | null {
  const here = at ?? 0;
  const row = rows.findIndex(({ from, to }) => here >= from && here < to);
  const to = ((): number | null => {
    switch (key) {
      case 'ArrowRight':
      case 'ArrowUp':
        return at === null ? 0 : here + 1;
      case 'ArrowLeft':
      case 'ArrowDown':
        return here - 1;
      case 'PageUp':
        return rows[row + 1]?.from ?? count - 1;
      case 'PageDown':
        return rows[row]?.from === here ? (rows[row - 1]?.from ?? 0) : (rows[row]?.from ?? 0);
      case 'Home':
        return 0;
      case 'End':
        return count - 1;
      default:
        return null;
    }
  })();
  return to === null || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}
