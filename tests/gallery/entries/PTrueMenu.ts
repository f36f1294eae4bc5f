import PTrueMenu from '#ui/components/PTrueMenu.svelte';
import { entry } from '../entry.ts';
import { TRACES, begun, showing } from '../recorded.ts';

export default entry(PTrueMenu, {
  about: 'Of what to ask the model whether it is true.',
  place: 'bar',
  scenes: {
    'steps asked': () => ({ play: showing(TRACES.levers, { branch: 0 }), open: true }),
    'steps not asked': () => ({ play: showing(TRACES.planted, { branch: 0 }), open: true }),
    'nothing to ask of yet': () => ({ play: showing(begun(TRACES.planted, 1)), open: true }),
  },
});
