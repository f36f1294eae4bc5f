/**
 * The branches as a tree is drawn: pinned ones apart, siblings in order of birth, what was pruned out of sight. Pure.
 * Everything is counted in one pass, since a parent is always born before its children.
 */
import type { BranchView } from '#core/trace/branch-view.ts';
import type { BranchSummary } from './branch-summary.ts';

/** Left of an entry: a line that passes by, none, or the one that leads to it (tee: another sibling follows; end: none). */
export type TreeLine = 'pass' | 'gap' | 'tee' | 'end';

export interface TreeEntry {
  readonly summary: BranchSummary;
  /** From 0. */
  readonly depth: number;
  readonly lines: readonly TreeLine[];
  /** From 1, among entries that come from the same one. */
  readonly place: number;
  readonly siblings: number;
  /** The branch that it came from, where the lines do not tell. */
  readonly from: number | null;
}
export interface PrunedEntry {
  readonly summary: BranchSummary;
  /** Out of sight with it, itself included. */
  readonly count: number;
}
export interface BranchTree {
  readonly pinned: readonly TreeEntry[];
  readonly grown: readonly TreeEntry[];
  readonly pruned: readonly PrunedEntry[];
  /** Ids of all that is out of sight. */
  readonly hidden: ReadonlySet<number>;
}

/** Deeper levels are drawn like this one. */
const MAX_LINES = 6;

export function branchTree(summaries: readonly BranchSummary[]): BranchTree {
  const hiddenBy = hiddenByOf(summaries.map(({ branch }) => branch));
  const shown = summaries.filter(({ branch }) => !hiddenBy.has(branch.id));
  const counts = new Map<number, number>();
  for (const root of hiddenBy.values()) counts.set(root, (counts.get(root) ?? 0) + 1);
  const pinned = shown.filter(({ branch }) => branch.pinned);
  return {
    pinned: pinned.map((summary, i) => ({
      ...{ summary, depth: 0, lines: [], place: i + 1, siblings: pinned.length },
      from: summary.branch.parent,
    })),
    grown: grownEntries(shown),
    pruned: summaries.flatMap((summary) => {
      const count = counts.get(summary.branch.id);
      return count === undefined ? [] : [{ summary, count }];
    }),
    hidden: new Set(hiddenBy.keys()),
  };
}

/** Each hidden branch, and the pruned one that took it out of sight. */
function hiddenByOf(branches: readonly BranchView[]): Map<number, number> {
  const hiddenBy = new Map<number, number>();
  for (const { id, parent, pruned } of branches) {
    const root = parent === null ? undefined : hiddenBy.get(parent);
    if (root !== undefined) hiddenBy.set(id, root);
    else if (pruned) hiddenBy.set(id, id);
  }
  return hiddenBy;
}

interface TreeNode {
  readonly summary: BranchSummary;
  readonly children: TreeNode[];
}

/** Under a pinned branch, which stands apart, everything moves up to the nearest one that does not. */
function grownEntries(shown: readonly BranchSummary[]): TreeEntry[] {
  const nodes = new Map<number, TreeNode>();
  const roots: TreeNode[] = [];
  /** Of pinned branches too: where what comes from them hangs; null at the top. */
  const hangsAt = new Map<number, TreeNode | null>();
  for (const summary of shown) {
    const { id, parent, pinned } = summary.branch;
    const above = parent === null ? null : (hangsAt.get(parent) ?? null);
    if (pinned) hangsAt.set(id, above);
    else {
      const node = { summary, children: [] };
      nodes.set(id, node);
      hangsAt.set(id, node);
      (above?.children ?? roots).push(node);
    }
  }
  return entriesOf(roots, (parent) => nodes.has(parent));
}

interface Due {
  readonly node: TreeNode;
  readonly depth: number;
  readonly place: number;
  readonly siblings: number;
  /** Lines that pass by what comes from the entry above it. */
  readonly passing: readonly TreeLine[];
}

/** Without recursion: a chain may be as long as its trace. */
function entriesOf(roots: readonly TreeNode[], isInTree: (id: number) => boolean): TreeEntry[] {
  const entries: TreeEntry[] = [];
  const due = dueOf(roots, 0, []);
  for (let next = due.pop(); next !== undefined; next = due.pop()) {
    const { node, depth, place, siblings, passing } = next;
    const { parent } = node.summary.branch;
    const isLast = place === siblings;
    const lines: readonly TreeLine[] =
      depth === 0 ? [] : [...passing.slice(0, MAX_LINES - 1), isLast ? 'end' : 'tee'];
    const from = parent === null || isInTree(parent) ? null : parent;
    entries.push({ summary: node.summary, depth, lines, place, siblings, from });
    const below: readonly TreeLine[] = depth === 0 ? [] : [...passing, isLast ? 'gap' : 'pass'];
    due.push(...dueOf(node.children, depth + 1, below.slice(0, MAX_LINES - 1)));
  }
  return entries;
}

/** Last one first, as a stack gives them back. */
function dueOf(nodes: readonly TreeNode[], depth: number, passing: readonly TreeLine[]): Due[] {
  return nodes.map((node, i) => ({ node, depth, place: i + 1, siblings: nodes.length, passing })).reverse();
}

/** Where to look when branch `id` goes out of sight: what it came from, else the one born nearest; null: nothing is left. */
export function nearestShown(
  branches: readonly BranchView[],
  hidden: ReadonlySet<number>,
  id: number,
): number | null {
  for (let above = branches[id]?.parent ?? null; above !== null; above = branches[above]?.parent ?? null)
    if (!hidden.has(above)) return above;
  let nearest: number | null = null;
  for (const branch of branches) {
    if (hidden.has(branch.id)) continue;
    if (nearest === null || Math.abs(branch.id - id) < Math.abs(nearest - id)) nearest = branch.id;
  }
  return nearest;
}

/** How many branches in sight are `id` or came from it: what goes out of sight with it. */
export function shownWith(branches: readonly BranchView[], hidden: ReadonlySet<number>, id: number): number {
  const going = new Set([id]);
  for (const branch of branches) if (branch.parent !== null && going.has(branch.parent)) going.add(branch.id);
  return [...going].filter((one) => !hidden.has(one)).length;
}
