import { createRawSnippet } from 'svelte';
import CompareTreatment from '#ui/components/CompareTreatment.svelte';
import { comparison } from '../compared.ts';
import { entry } from '../entry.ts';

const children = createRawSnippet(() => ({ render: () => '<span class="quiet">and more fields</span>' }));
const treatment = (hash: string) => () => {
  const { play, compare } = comparison(hash);
  return { setup: compare.setup, marker: play.link.marker, children };
};

export default entry(CompareTreatment, {
  about:
    'What is done to every model of a comparison: an error in either turn, and what is written after it.',
  place: 'answer',
  scenes: {
    'in its own turn': treatment(''),
    'a text of one’s own after it': treatment('&marker=Is+that+so?'),
    'in the user’s turn': treatment('&plant=user-2-wrong-operation'),
    'solve freely': treatment('&plant=free'),
  },
});
