import BranchList from '#ui/components/BranchList.svelte';
import { entry } from '../entry.ts';
import { TRACES, begun, bare, showing } from '../recorded.ts';

export default entry(BranchList, {
  about: 'Every branch of the run: what was done, the answer, the checker’s mark, certainty, P(True).',
  place: 'side',
  scenes: {
    'nothing yet': () => ({ play: bare() }),
    'five branches, one with P(True)': () => ({ play: showing(TRACES.levers) }),
    'four samples': () => ({ play: showing(TRACES.sampled, { branch: 2 }) }),
    'no answer yet': () => ({ play: showing(begun(TRACES.planted, 1)) }),
    'without a checker': () => ({ play: showing(TRACES.ownText) }),
  },
});
