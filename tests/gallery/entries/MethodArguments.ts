import { METHODS } from '#methods/index.ts';
import { withDefaults } from '#state/method-choice.ts';
import MethodArguments from '#ui/components/MethodArguments.svelte';
import { entry, find } from '../entry.ts';

const open = (root: Element): void => find(root, 'summary').click();

export default entry(MethodArguments, {
  about: 'The arguments of a method, with their limits.',
  place: 'runs',
  scenes: {
    'of every kind': () => ({
      chosen: withDefaults(METHODS['wait-after-answer']),
      locked: null,
      onSet: () => {},
    }),
    'while the methods work': () => ({
      chosen: withDefaults(METHODS['step-tree-search']),
      locked: 'The methods are at work. Stop them first.',
      onSet: () => {},
    }),
  },
  then: { 'of every kind': open, 'while the methods work': open },
});
