/** The trees that searching methods grow, read back from the traces that they leave. */
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import { METHODS } from '#methods/index.ts';
import type { ParamArguments } from '#methods/params.ts';
import { searchTree } from '#state/search-tree.ts';
import type { TreeNode } from '#state/search-tree.ts';
import { attempt } from './method-fixture.ts';

async function tree(id: keyof typeof METHODS, args: ParamArguments) {
  const { events, candidates, chosen } = await attempt(METHODS[id], { args });
  const nodes = searchTree(id, foldTrace(events));
  if (nodes === null) throw new Error(`${id} grew no tree`);
  return { nodes, chosen: candidates[chosen ?? -1]?.branch ?? null };
}
function expectWhole(nodes: readonly TreeNode[], chosen: number | null): void {
  for (const { index, parent, children } of nodes) {
    if (parent !== null) expect(parent).toBeLessThan(index);
    for (const child of children) expect(nodes[child]?.parent).toBe(index);
  }
  const end = nodes.findLast(({ onPath }) => onPath);
  expect(end?.branch).toBe(chosen);
  for (const { onPath, parent } of nodes)
    if (onPath && parent !== null) expect(nodes[parent]?.onPath).toBe(true);
}

describe('the tree of a searching method', () => {
  it('of step-level tree search has steps below steps, and counts what is below as visits', async () => {
    const { nodes, chosen } = await tree('step-tree-search', { expansions: 4, width: 3, temperature: 2 });
    expectWhole(nodes, chosen);
    const [first] = nodes;
    expect(first?.text).toMatch(/^Step 1: .*\.$/);
    expect(nodes.some(({ parent }) => parent !== null)).toBe(true);
    const size = (node: TreeNode): number =>
      node.children.reduce((sum, child) => sum + size(nodes[child] as TreeNode), 1);
    for (const node of nodes) expect(node.visits).toBe(size(node));
  });
  it('of MCT Self-Refine has two roots, one of them unwritten, and counts how often each was scored', async () => {
    const { nodes, chosen } = await tree('mct-self-refine', { rollouts: 3 });
    expectWhole(nodes, chosen);
    expect(nodes.map(({ parent }) => parent === null).slice(0, 3)).toEqual([true, true, false]);
    expect([nodes[1]?.branch, nodes[1]?.text]).toEqual([null, 'I do not know.']);
    expect(nodes).toHaveLength(5);
    expect(nodes.reduce((sum, { visits }) => sum + visits, 0)).toBe(2 + 2 * 3);
  });
  it('of LLaMA-Berry grows from one answer', async () => {
    const { nodes, chosen } = await tree('llama-berry', { rollouts: 3 });
    expectWhole(nodes, chosen);
    expect(nodes.filter(({ parent }) => parent === null)).toHaveLength(1);
    expect(nodes[0]?.visits).toBe(nodes.length);
  });
  it('is none for methods that search none', async () => {
    const { events } = await attempt(METHODS.greedy);
    expect(searchTree('greedy', foldTrace(events))).toBeNull();
  });
});
