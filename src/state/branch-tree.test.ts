import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { foldTrace } from '#core/trace/fold.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import { BranchSummaries } from './branch-summary.ts';
import { branchTree, nearestShown, shownWith } from './branch-tree.ts';
import type { TreeEntry } from './branch-tree.ts';

interface Born {
  readonly parent: number | null;
  readonly pinned?: boolean;
  readonly pruned?: boolean;
}
function branchesOf(born: readonly Born[]) {
  const events = born.flatMap(({ parent, pinned = false, pruned = false }, branch): TraceEvent[] => [
    {
      ...{ type: 'branch', branch, parent, at: 0, reason: 'answer', label: `b${branch}` },
      ...{ settings: { temperature: 0, topP: 1, topK: 0 }, seed: 1, time: 0, userTurn: null },
    },
    { type: 'note', branch, name: null, pinned, pruned, time: 0 },
  ]);
  return foldTrace(events).branches;
}
const treeOf = (born: readonly Born[]) => branchTree(new BranchSummaries(null).of(branchesOf(born)));
const SIGNS = { pass: '│', gap: ' ', tee: '├', end: '└' } as const;
const drawn = (entries: readonly TreeEntry[]): string[] =>
  entries.map(({ lines, summary }) => lines.map((line) => SIGNS[line]).join('') + summary.branch.id);
const idsOf = (entries: readonly TreeEntry[]): number[] => entries.map(({ summary }) => summary.branch.id);

/** Parents are older than their children. */
const bornArbitrary: fc.Arbitrary<Born[]> = fc
  .array(fc.record({ from: fc.nat(1000), pinned: fc.boolean(), pruned: fc.boolean() }), { maxLength: 25 })
  .map((list) =>
    list.map(({ from, pinned, pruned }, i) => ({
      parent: i === 0 || from % 4 === 0 ? null : from % i,
      pinned,
      pruned: pruned && from % 3 === 0,
    })),
  );

describe('branchTree', () => {
  it('draws siblings in order of birth, each with what came from it', () => {
    const tree = treeOf(
      [0, 1, 0, 1, null].reduce<Born[]>((all, parent) => [...all, { parent }], [{ parent: null }]),
    );
    expect(drawn(tree.grown)).toEqual(['0', '├1', '│├2', '│└4', '└3', '5']);
    expect(tree.grown.map(({ depth, place, siblings }) => [depth, place, siblings])).toEqual([
      [0, 1, 2],
      [1, 1, 2],
      [2, 1, 2],
      [2, 2, 2],
      [1, 2, 2],
      [0, 2, 2],
    ]);
  });
  it('sets pinned ones apart and says where both they and their children came from', () => {
    const tree = treeOf([{ parent: null }, { parent: 0, pinned: true }, { parent: 1 }, { parent: 2 }]);
    expect(idsOf(tree.pinned)).toEqual([1]);
    expect(drawn(tree.grown)).toEqual(['0', '└2', ' └3']);
    expect([...tree.pinned, ...tree.grown].map(({ from }) => from)).toEqual([0, null, 1, null]);
  });
  it('hides what was pruned with all that came from it, pinned or not', () => {
    const tree = treeOf([
      { parent: null },
      { parent: 0, pruned: true },
      { parent: 1, pinned: true },
      { parent: 2, pruned: true },
      { parent: 0 },
    ]);
    expect(idsOf(tree.pinned)).toEqual([]);
    expect(idsOf(tree.grown)).toEqual([0, 4]);
    expect(tree.pruned.map(({ summary, count }) => [summary.branch.id, count])).toEqual([[1, 3]]);
    expect([...tree.hidden]).toEqual([1, 2, 3]);
  });
  it('has every branch once: pinned, grown or hidden', () => {
    fc.assert(
      fc.property(bornArbitrary, (born) => {
        const { pinned, grown, hidden, pruned } = treeOf(born);
        const all = [...idsOf(pinned), ...idsOf(grown), ...hidden];
        expect(all.sort((a, b) => a - b)).toEqual(born.map((_, i) => i));
        expect(pruned.reduce((sum, { count }) => sum + count, 0)).toBe(hidden.size);
      }),
    );
  });
  it('stands below its parent and above the next sibling', () => {
    fc.assert(
      fc.property(bornArbitrary, (born) => {
        const { grown } = treeOf(born);
        const at = new Map(idsOf(grown).map((id, i) => [id, i]));
        for (const [i, { summary, from }] of grown.entries()) {
          const above = summary.branch.parent === null ? undefined : at.get(summary.branch.parent);
          expect(from === null).toBe(summary.branch.parent === null || above !== undefined);
          if (above !== undefined) expect(above).toBeLessThan(i);
        }
      }),
    );
  });
  it('draws a chain of 20,000 without running out of stack', () => {
    const tree = treeOf(Array.from({ length: 20_000 }, (_, i) => ({ parent: i === 0 ? null : i - 1 })));
    expect(tree.grown.at(-1)).toMatchObject({ depth: 19_999, siblings: 1 });
    expect(Math.max(...tree.grown.map(({ lines }) => lines.length))).toBe(6);
  });
});

describe('what goes with a branch, and where to look then', () => {
  const branches = branchesOf([
    { parent: null },
    { parent: 0 },
    { parent: 1 },
    { parent: null },
    { parent: 1, pruned: true },
  ]);
  it('counts what is in sight', () => {
    const hidden = new Set([4]);
    expect(shownWith(branches, hidden, 0)).toBe(3);
    expect(shownWith(branches, hidden, 1)).toBe(2);
    expect(shownWith(branches, hidden, 3)).toBe(1);
  });
  it('is what it came from, else the one born nearest, else nothing', () => {
    expect(nearestShown(branches, new Set([1, 2, 4]), 2)).toBe(0);
    expect(nearestShown(branches, new Set([0, 1, 2, 4]), 2)).toBe(3);
    expect(nearestShown(branches, new Set([3]), 3)).toBe(2);
    expect(nearestShown(branches, new Set([0, 1, 2, 3, 4]), 2)).toBeNull();
  });
});
