import MethodLimits from '#ui/components/MethodLimits.svelte';
import { entry } from '../entry.ts';
import { done, underWay } from '../methods.ts';

export default entry(MethodLimits, {
  about: 'The most that a method may spend on a problem.',
  place: 'answer',
  scenes: {
    'no limit': () => ({ setup: done.lab.setup }),
    'while the methods work': () => ({ setup: underWay.lab.setup }),
  },
});
