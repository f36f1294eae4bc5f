import SampleMenu from '#ui/components/SampleMenu.svelte';
import { entry } from '../entry.ts';
import { ready } from '../recorded.ts';

export default entry(SampleMenu, {
  about: 'How many answers to draw.',
  place: 'bar',
  scenes: {
    greedy: () => ({ play: ready(), open: true }),
    'at a temperature': () => ({ play: ready('#temperature=0.7'), open: true }),
  },
});
