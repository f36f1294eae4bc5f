import PrunedBranches from '#ui/components/PrunedBranches.svelte';
import { entry, find } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function pruned() {
  const play = showing(TRACES.levers, { branch: 0 });
  play.pruneBranch(1);
  play.pruneBranch(2);
  return { play, pruned: play.view.tree.pruned, checked: true, onShown: () => {} };
}

export default entry(PrunedBranches, {
  about: 'Branches out of sight, folded into a line; each can be shown again.',
  place: 'side',
  scenes: { folded: pruned, open: pruned },
  then: { open: (root) => find(root, 'button').click() },
});
