import MethodAnswers from '#ui/components/MethodAnswers.svelte';
import { entry } from '../entry.ts';
import { done, withGold } from '../methods.ts';

const onOpen = (): void => {};

export default entry(MethodAnswers, {
  about: 'What each method wrote for one problem, step under step, with the tree of those that search.',
  place: 'answer',
  scenes: {
    'with a tree': () => ({ ...done, onOpen }),
    'without one': () => ({ ...withGold, onOpen }),
  },
});
