import CompareSetup from '#ui/components/CompareSetup.svelte';
import { comparison, working } from '../compared.ts';
import { entry } from '../entry.ts';

export default entry(CompareSetup, {
  about: 'What every model of a comparison is asked, and the buttons that ask it.',
  place: 'answer',
  scenes: {
    'a planted error and a marker': () => comparison(),
    'solve freely': () => comparison('&plant=free'),
    'while they work': () => working(comparison()),
    'no model is chosen': () => {
      const { play, compare } = comparison();
      while (compare.columns.length > 0) compare.models.remove(0);
      return { play, compare };
    },
  },
});
