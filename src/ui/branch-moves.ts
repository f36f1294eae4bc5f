/** Where arrow keys go in the branch tree. Pure. */
import type { TreeEntry } from '#state/branch-tree.ts';

/** @param entries as they stand below one another. Null: the key is not one of the tree's, or there is nothing there. */
export function entryAfterKey(entries: readonly TreeEntry[], from: TreeEntry, key: string): number | null {
  const at = entries.findIndex(({ summary }) => summary.branch.id === from.summary.branch.id);
  const { branch } = from.summary;
  const target = ((): TreeEntry | undefined => {
    switch (key) {
      case 'ArrowDown':
        return entries[Math.min(at + 1, entries.length - 1)];
      case 'ArrowUp':
        return entries[Math.max(at - 1, 0)];
      case 'Home':
        return entries[0];
      case 'End':
        return entries.at(-1);
      case 'ArrowLeft':
        return entries.find(({ summary }) => summary.branch.id === branch.parent) ?? from;
      case 'ArrowRight':
        return entries.find(({ summary }) => summary.branch.parent === branch.id) ?? from;
      default:
        return undefined;
    }
  })();
  return target?.summary.branch.id ?? null;
}
