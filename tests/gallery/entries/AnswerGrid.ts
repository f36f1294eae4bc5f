import AnswerGrid from '#ui/components/AnswerGrid.svelte';
import { entry } from '../entry.ts';
import { TRACES, begun, showing, writing } from '../recorded.ts';
import type { Shown } from '../recorded.ts';

const acts = { onInspect: () => {}, onTap: () => {} };
const levers = (shown: Shown) => () => ({ play: showing(TRACES.levers, shown), ...acts });

export default entry(AnswerGrid, {
  about: 'The whole answer of a branch, one row a step, with what was injected and what was taken back.',
  place: 'answer',
  scenes: {
    'a right answer': levers({ branch: 0 }),
    'a token selected': levers({ branch: 0, token: 20 }),
    'another token chosen': levers({ branch: 1 }),
    'backtracked, what stood there folded away': levers({ branch: 2 }),
    'backtracked, what stood there unfolded': levers({ branch: 2 }),
    'a step rewritten': levers({ branch: 3 }),
    '“Wait,” after a wrong answer': () => ({ play: showing(TRACES.planted, { branch: 2 }), ...acts }),
    'sampled, of its own accord checked again': () => ({
      play: showing(TRACES.sampled, { branch: 3 }),
      ...acts,
    }),
    'without a checker': () => ({ play: showing(TRACES.ownText), ...acts }),
    'being written': () => ({ play: writing(showing(begun(TRACES.planted, 2))), ...acts }),
  },
  then: {
    'backtracked, what stood there unfolded': (root) =>
      root.querySelector('details')?.setAttribute('open', ''),
  },
});
