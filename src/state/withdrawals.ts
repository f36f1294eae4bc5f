/** What was taken back on the way to a branch: of every ancestor, the text that its child did not keep. Pure. */
import type { BranchView } from '#core/trace/branch-view.ts';
import { textOf } from './glyphs.ts';

export interface Withdrawal {
  /** The branch that took it back. */
  readonly branch: number;
  /** Token index in the answer at which the text stood. */
  readonly at: number;
  /** Why: the label of that branch. */
  readonly label: string;
  readonly text: string;
}

/** In the order in which it was taken back; nothing that stood in text which went later. */
export function withdrawals(branches: readonly BranchView[], shown: number): Withdrawal[] {
  const found: Withdrawal[] = [];
  let kept = Infinity;
  for (let branch = branches[shown]; branch !== undefined; branch = branches[branch.parent ?? -1]) {
    const { id, at, label } = branch;
    const parent = branches[branch.parent ?? -1];
    if (parent !== undefined && parent.textLength > at && at <= kept)
      found.push({ branch: id, at, label, text: textOf(parent.tokens.slice(at, parent.textLength)).trim() });
    kept = Math.min(kept, at);
  }
  return found.reverse();
}
