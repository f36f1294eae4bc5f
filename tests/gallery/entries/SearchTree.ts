import SearchTree from '#ui/components/SearchTree.svelte';
import type { TreeNode } from '#state/search-tree.ts';
import { entry } from '../entry.ts';

const node = (change: Partial<TreeNode> & Pick<TreeNode, 'index'>): TreeNode => ({
  ...{ parent: null, children: [], branch: change.index, text: 'Step 1: 9 * 9 = 81.', answer: '91' },
  ...{ score: 0.5, visits: 1, onPath: false },
  ...change,
});
const NODES = [
  node({ index: 0, children: [1, 2], score: 0.71, visits: 3, onPath: true }),
  node({ index: 1, parent: 0, text: 'Step 2: 10 + 81 = 91.', score: 0.82, onPath: true }),
  node({ index: 2, parent: 0, text: 'Step 2: 81 - 10 = 71.', answer: '71', score: 0.44 }),
  node({ index: 3, branch: null, text: 'I do not know.', answer: null, score: null }),
];

export default entry(SearchTree, {
  about: 'The tree of a searching method: nodes with answer, score, visits, and the way to what was chosen.',
  place: 'answer',
  scenes: {
    'three nodes and a second root': () => ({
      nodes: NODES,
      title: 'B Step-level tree search with critics',
      selected: 1,
      onSelect: () => {},
    }),
  },
});
