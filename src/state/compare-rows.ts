/**
 * The answers of a comparison, step under step: what is written about the same step in the same attempt shares a line,
 * and whoever wrote nothing there leaves it empty. Pure.
 */
import type { AnswerRow } from './rows.ts';

/** Where a row stands, in order: attempt, then step (0 before the first, LAST from the answer on), then lines under it. */
type Place = readonly [attempt: number, step: number, line: number];
const LAST = Number.MAX_SAFE_INTEGER;

export interface AlignedRow {
  /** The same row has the same key while answers are being written. */
  readonly key: string;
  /** "Step 2", "Answer", "Marker"; '' for any other line. */
  readonly name: string;
  /** By column: the index of its row there, or null. */
  readonly at: readonly (number | null)[];
}

/** @param answers the rows of every column, in order. */
export function alignRows(answers: readonly (readonly AnswerRow[])[]): AlignedRow[] {
  const lines = new Map<string, { place: Place; name: string; at: (number | null)[] }>();
  for (const [column, rows] of answers.entries())
    for (const [index, { place, name }] of placesOf(rows).entries()) {
      const key = place.join('/');
      const line = lines.get(key) ?? { place, name, at: answers.map(() => null) };
      line.at[column] = index;
      lines.set(key, line);
    }
  const inOrder = [...lines].sort(([, a], [, b]) => compare(a.place, b.place));
  return inOrder.map(([key, { name, at }]) => ({ key, name, at }));
}

function compare(a: Place, b: Place): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/**
 * Another attempt begins where a marker follows a step, or an earlier step is written anew. The same step at once again stays in
 * its attempt: the steps after it are the same steps.
 */
function placesOf(rows: readonly AnswerRow[]): { place: Place; name: string }[] {
  let [attempt, step, line] = [1, 0, -1];
  return rows.map((row) => {
    const { number, kind } = row;
    const isMarker = kind === 'marker' || row.forced === 'marker';
    if ((isMarker && step > 0) || (number !== null && number < step))
      [attempt, step, line] = [attempt + 1, 0, -1];
    const next = kind === 'answer' ? LAST : (number ?? step);
    line = next === step ? line + 1 : 0;
    step = next;
    return { place: [attempt, step, line], name: rowTitle(row) };
  });
}

function rowTitle({ number, kind, forced }: AnswerRow): string {
  if (number !== null) return `Step ${number}`;
  if (kind === 'answer') return 'Answer';
  return forced === 'marker' ? 'Marker' : '';
}
