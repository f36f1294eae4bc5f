import { TRAINING_RECIPES } from '#methods/training-recipes.ts';
import RecipeEntry from '#ui/components/RecipeEntry.svelte';
import { entry } from '../entry.ts';

const recipe = (id: string) => {
  const found = TRAINING_RECIPES.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no recipe ${id}`);
  return { recipe: found, onTrain: () => {} };
};

export default entry(RecipeEntry, {
  about: 'A training of the catalogue: what teaches a model to correct itself, and where it is carried out.',
  place: 'answer',
  scenes: {
    'on the Train screen': () => recipe('corrections-after-wait'),
    'on the command line': () => recipe('preference-for-corrections'),
  },
});
