import { describe, expect, it } from 'vitest';
import { drawnOrder, treeMove } from './tree-moves.ts';

/** 0 ─ 2 ─ 3, 0 ─ 4, and a second root 1. */
const NODES = [
  { parent: null, children: [2, 4] },
  { parent: null, children: [] },
  { parent: 0, children: [3] },
  { parent: 2, children: [] },
  { parent: 0, children: [] },
];

describe('keys in a tree', () => {
  it('go by what is drawn: a node, then what is below it', () => {
    expect(drawnOrder(NODES)).toEqual([0, 2, 3, 4, 1]);
    expect(treeMove(NODES, 3, 'ArrowDown')).toBe(4);
    expect(treeMove(NODES, 4, 'ArrowUp')).toBe(3);
    expect(treeMove(NODES, 0, 'ArrowUp')).toBeNull();
    expect(treeMove(NODES, 1, 'ArrowDown')).toBeNull();
  });
  it('go to the parent, the first child, and both ends', () => {
    expect(treeMove(NODES, 3, 'ArrowLeft')).toBe(2);
    expect(treeMove(NODES, 0, 'ArrowRight')).toBe(2);
    expect(treeMove(NODES, 1, 'ArrowRight')).toBeNull();
    expect([treeMove(NODES, 3, 'Home'), treeMove(NODES, 3, 'End')]).toEqual([0, 1]);
    expect(treeMove(NODES, 3, 'a')).toBeNull();
  });
});
