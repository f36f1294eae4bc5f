import { createRawSnippet } from 'svelte';
import { METHODS } from '#methods/index.ts';
import { TRAINING_RECIPES } from '#methods/training-recipes.ts';
import CatalogueEntry from '#ui/components/CatalogueEntry.svelte';
import { entry } from '../entry.ts';

const snippet = (html: string) => createRawSnippet(() => ({ render: () => html }));
const action = snippet('<button>Compare</button>');

export default entry(CatalogueEntry, {
  about:
    'What stands in the catalogue: idea, algorithm, source, when it corrects, whose feedback, what can be done.',
  place: 'answer',
  scenes: {
    'of a method': () => ({ facts: METHODS['wait-after-answer'], action }),
    'of a training': () => ({
      facts: TRAINING_RECIPES.find(({ id }) => id === 'retry-documents') ?? METHODS.greedy,
      action,
      tags: snippet('<span>npm run st</span>'),
    }),
    'not for this model': () => ({
      facts: METHODS['mct-self-refine'],
      action,
      misfit: 'It needs a model that follows instructions, and this one does not.',
    }),
  },
});
