import PlantMenu from '#ui/components/PlantMenu.svelte';
import { entry, find } from '../entry.ts';
import { ready } from '../recorded.ts';

export default entry(PlantMenu, {
  about: 'Which error, at which step, in whose turn.',
  place: 'bar',
  scenes: {
    'the first step': () => ({ play: ready('#seed=2&difficulty=3'), open: true }),
    'the last step': () => ({ play: ready('#seed=2&difficulty=3'), open: true }),
  },
  then: {
    'the last step': (root) => {
      const step = find(root, 'select');
      if (step instanceof HTMLSelectElement) step.value = '3';
      step.dispatchEvent(new Event('change', { bubbles: true }));
    },
  },
});
