import TimelineTable from '#ui/components/TimelineTable.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

export default entry(TimelineTable, {
  about: 'The timeline as numbers, a line for each row of the answer.',
  place: 'answer',
  scenes: {
    probability: () => ({ play: showing(TRACES.levers, { branch: 4 }) }),
    entropy: () => ({ play: showing(TRACES.planted, { branch: 2, hash: '#signal=entropy' }) }),
  },
});
