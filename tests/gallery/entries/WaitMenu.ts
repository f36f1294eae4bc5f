import WaitMenu from '#ui/components/WaitMenu.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

export default entry(WaitMenu, {
  about: 'What to write into the model’s own turn, and where.',
  place: 'bar',
  scenes: { open: () => ({ play: showing(TRACES.levers, { branch: 0 }), open: true }) },
});
