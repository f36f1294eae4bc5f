import BranchMenu from '#ui/components/BranchMenu.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function menuOf(id: number, pinned = false) {
  const play = showing(TRACES.levers, { branch: 0 });
  if (pinned) play.pinBranch(id, true);
  const branch = play.live.view.branches[id];
  if (branch === undefined) throw new Error('The recorded run has no such branch.');
  return { play, branch, open: true, onCompare: () => {}, onRename: () => {}, onMoved: () => {} };
}

export default entry(BranchMenu, {
  about: 'What can be made of a branch: compare, rename, pin, prune.',
  place: 'side',
  scenes: {
    'another branch': () => menuOf(1),
    'the branch on screen: Compare is off': () => menuOf(0),
    'a pinned branch': () => menuOf(1, true),
  },
});
