import FlipMatrix from '#ui/components/FlipMatrix.svelte';
import { entry } from '../entry.ts';

export default entry(FlipMatrix, {
  about: 'What became of right and wrong answers, as a small matrix.',
  place: 'runs',
  scenes: {
    'against a draft': () => ({
      flips: { rightRight: 12, rightWrong: 1, wrongRight: 5, wrongWrong: 2 },
      before: 'draft',
      name: 'Backtracking',
    }),
  },
});
