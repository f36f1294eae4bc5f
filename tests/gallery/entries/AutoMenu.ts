import AutoMenu from '#ui/components/AutoMenu.svelte';
import { entry } from '../entry.ts';
import { TRACES, ready, showing } from '../recorded.ts';

export default entry(AutoMenu, {
  about: 'What a policy watches, when it acts and what it may spend.',
  place: 'bar',
  scenes: {
    'no answer yet': () => ({ play: ready(), open: true }),
    'a finished answer': () => ({ play: showing(TRACES.levers, { branch: 0 }), open: true }),
  },
});
