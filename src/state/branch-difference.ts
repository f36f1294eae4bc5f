/** How one branch differs from another: their rows beside one another, each pair word by word. Pure. */
import type { BranchView } from '#core/trace/branch-view.ts';
import type { BranchSummary } from './branch-summary.ts';
import { commonSubsequence } from './common-subsequence.ts';
import type { AnswerRow } from './rows.ts';
import { wordDiff } from './word-diff.ts';
import type { Piece } from './word-diff.ts';

export interface RowPair {
  /** Null where only the other branch has a row here. */
  readonly left: AnswerRow | null;
  readonly right: AnswerRow | null;
  /** From left to right. */
  readonly pieces: readonly Piece[];
  readonly isChanged: boolean;
}
export interface BranchDifference {
  readonly pairs: readonly RowPair[];
  readonly changed: number;
}

/** Remembered for each pair of versions, which are values. */
export class BranchDifferences {
  readonly #known = new WeakMap<BranchView, WeakMap<BranchView, BranchDifference>>();

  between(left: BranchSummary, right: BranchSummary): BranchDifference {
    const ofLeft = this.#known.get(left.branch) ?? new WeakMap<BranchView, BranchDifference>();
    this.#known.set(left.branch, ofLeft);
    const known = ofLeft.get(right.branch) ?? differenceOf(left.rows, right.rows);
    ofLeft.set(right.branch, known);
    return known;
  }
}

/** Rows that are the same stand beside one another; between them, the n-th row of one beside the n-th of the other. */
function differenceOf(leftRows: readonly AnswerRow[], rightRows: readonly AnswerRow[]): BranchDifference {
  const [left, right] = [written(leftRows), written(rightRows)];
  const same = commonSubsequence(
    left.map(({ text }) => text),
    right.map(({ text }) => text),
  );
  const pairs: RowPair[] = [];
  let [i, j] = [0, 0];
  for (const [k, l] of [...same, [left.length, right.length] as const]) {
    const count = Math.max(k - i, l - j);
    for (let n = 0; n < count; n++)
      pairs.push(pairOf(i + n < k ? left[i + n] : undefined, j + n < l ? right[j + n] : undefined));
    if (k < left.length) pairs.push(pairOf(left[k], right[l]));
    [i, j] = [k + 1, l + 1];
  }
  return { pairs, changed: pairs.filter(({ isChanged }) => isChanged).length };
}

function written(rows: readonly AnswerRow[]): AnswerRow[] {
  return rows.filter(({ text }) => text !== '');
}

function pairOf(left: AnswerRow | undefined, right: AnswerRow | undefined): RowPair {
  const pieces = wordDiff(left?.text ?? '', right?.text ?? '');
  const isChanged = pieces.some(({ change }) => change !== 'kept');
  return { left: left ?? null, right: right ?? null, pieces, isChanged };
}
