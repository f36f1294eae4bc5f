import MethodColumns from '#ui/components/MethodColumns.svelte';
import { entry } from '../entry.ts';
import { done, fresh, underWay } from '../methods.ts';

export default entry(MethodColumns, {
  about: 'The methods of a comparison: which, with which arguments, and how far they are.',
  place: 'runs',
  scenes: {
    'nothing run, and one that the model cannot follow': () => ({ lab: fresh.lab }),
    'under way': () => ({ lab: underWay.lab }),
    done: () => ({ lab: done.lab }),
  },
});
