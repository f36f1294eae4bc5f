import MethodResults from '#ui/components/MethodResults.svelte';
import { entry } from '../entry.ts';
import { done, withGold } from '../methods.ts';

export default entry(MethodResults, {
  about: 'Figures and chart of a comparison of methods, and how to save them.',
  place: 'answer',
  scenes: { done: () => ({ lab: done.lab }), 'with gold in the loop': () => ({ lab: withGold.lab }) },
});
