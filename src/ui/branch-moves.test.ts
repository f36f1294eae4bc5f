import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import { BranchSummaries } from '#state/branch-summary.ts';
import { branchTree } from '#state/branch-tree.ts';
import { entryAfterKey } from './branch-moves.ts';

const PARENTS = [null, 0, 1, 0];
const events = PARENTS.map((parent, branch): TraceEvent => ({
  ...{ type: 'branch', branch, parent, at: 0, reason: 'answer', label: '' },
  ...{ settings: { temperature: 0, topP: 1, topK: 0 }, seed: 1, time: 0, userTurn: null },
}));
const { grown } = branchTree(new BranchSummaries(null).of(foldTrace(events).branches));
function from(id: number, key: string): number | null {
  const entry = grown.find(({ summary }) => summary.branch.id === id);
  if (entry === undefined) throw new Error('no such entry');
  return entryAfterKey(grown, entry, key);
}

describe('entryAfterKey', () => {
  it('goes up and down as the entries stand, and stops at the ends', () => {
    expect(['ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => from(2, key))).toEqual([3, 1, 0, 3]);
    expect(from(0, 'ArrowUp')).toBe(0);
    expect(from(3, 'ArrowDown')).toBe(3);
  });
  it('goes to what it came from, and to the first that came from it', () => {
    expect([
      from(2, 'ArrowLeft'),
      from(0, 'ArrowRight'),
      from(3, 'ArrowRight'),
      from(0, 'ArrowLeft'),
    ]).toEqual([1, 1, 3, 0]);
  });
  it('leaves other keys alone', () => {
    expect(from(1, 'g')).toBeNull();
    expect(from(1, 'Enter')).toBeNull();
  });
});
