import MethodItems from '#ui/components/MethodItems.svelte';
import { entry } from '../entry.ts';
import { done, underWay, withGold } from '../methods.ts';

export default entry(MethodItems, {
  about: 'Every problem with what each method ended with; a cell opens what was written.',
  place: 'runs',
  scenes: {
    done: () => ({ lab: done.lab, at: 1 }),
    'with gold in the loop': () => ({ lab: withGold.lab, at: 0 }),
    'under way': () => ({ lab: underWay.lab, at: 2 }),
  },
});
