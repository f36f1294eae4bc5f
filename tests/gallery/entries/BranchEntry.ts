import type { ComponentProps } from 'svelte';
import BranchEntry from '#ui/components/BranchEntry.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

const nothing = () => {};

function inTree(at: number, change: Partial<ComponentProps<typeof BranchEntry>> = {}) {
  const found = showing(TRACES.levers).view.tree.grown[at];
  if (found === undefined) throw new Error('The recorded run has no such branch.');
  return {
    ...{ entry: found, checked: true, onScreen: false, reachable: true, renaming: false },
    ...{ describedBy: undefined, menuOpen: false, onShow: nothing, onKey: nothing, onMenu: nothing },
    ...{ onRename: nothing, onNamed: nothing, onPoint: nothing },
    ...change,
  };
}

export default entry(BranchEntry, {
  about: 'One branch in the tree: its name, answer, mark and numbers.',
  place: 'tree',
  scenes: {
    'on screen': () => inTree(0, { onScreen: true }),
    'a child': () => inTree(1),
    'being renamed': () => inTree(1, { renaming: true }),
    'its menu is open': () => inTree(2, { menuOpen: true }),
  },
});
