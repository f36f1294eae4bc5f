import { METHODS } from '#methods/index.ts';
import MethodEntry from '#ui/components/MethodEntry.svelte';
import { entry } from '../entry.ts';

const at = { chosen: false, reason: null, misfit: null, onToggle: () => {} };

export default entry(MethodEntry, {
  about: 'A method of the catalogue: idea, algorithm, source, when it corrects, whose feedback.',
  place: 'answer',
  scenes: {
    'not compared': () => ({ ...at, method: METHODS['wait-after-answer'] }),
    'in the comparison': () => ({ ...at, method: METHODS.backtrack, chosen: true }),
    'not for this model': () => ({
      ...at,
      method: METHODS['mct-self-refine'],
      misfit: 'It needs a model that follows instructions, and this one does not.',
    }),
    'no room': () => ({
      ...at,
      method: METHODS.greedy,
      reason: 'There is room for 4. Take one out first.',
    }),
  },
});
