import PlantPair from '#ui/components/PlantPair.svelte';
import { entry } from '../entry.ts';
import { TRACES, begun, showing } from '../recorded.ts';

const bornUser = TRACES.planted.events.findIndex((event) => event.type === 'branch' && event.branch === 1);

export default entry(PlantPair, {
  about: 'One error in the model’s turn and in the user’s, side by side.',
  place: 'answer',
  scenes: {
    'the model’s turn on screen': () => ({ play: showing(TRACES.planted, { branch: 0 }) }),
    'the user’s turn on screen': () => ({ play: showing(TRACES.planted, { branch: 1 }) }),
    'the second not written yet': () => ({ play: showing(begun(TRACES.planted, bornUser + 1)) }),
  },
});
