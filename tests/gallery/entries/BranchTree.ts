import BranchTree from '#ui/components/BranchTree.svelte';
import { entry } from '../entry.ts';
import { TRACES, begun, bare, showing } from '../recorded.ts';

export default entry(BranchTree, {
  about:
    'Every branch of the run as a tree: what was done, the answer, the checker’s mark, certainty, P(True).',
  place: 'side',
  scenes: {
    'nothing yet': () => ({ play: bare() }),
    'five branches, one with P(True)': () => ({ play: showing(TRACES.levers) }),
    'named, pinned and pruned': () => {
      const play = showing(TRACES.levers, { branch: 0 });
      play.renameBranch(1, 'My own name for it');
      play.pinBranch(1, true);
      play.pruneBranch(2);
      return { play };
    },
    'four samples': () => ({ play: showing(TRACES.sampled, { branch: 2 }) }),
    'no answer yet': () => ({ play: showing(begun(TRACES.planted, 1)) }),
    'without a checker': () => ({ play: showing(TRACES.ownText) }),
  },
});
