import BacktrackMenu from '#ui/components/BacktrackMenu.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

export default entry(BacktrackMenu, {
  about: 'Where to write again from.',
  place: 'bar',
  scenes: {
    greedy: () => ({ play: showing(TRACES.levers, { branch: 0 }), open: true }),
    'sampled, with wrong steps': () => ({
      play: showing(TRACES.sampled, { branch: 1, hash: '#temperature=0.7' }),
      open: true,
    }),
  },
});
