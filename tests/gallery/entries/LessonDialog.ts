import LessonDialog from '#ui/components/LessonDialog.svelte';
import { entry, find } from '../entry.ts';
import { lesson, ready } from '../recorded.ts';

export default entry(LessonDialog, {
  about: 'What a class may do, as a link.',
  place: 'over',
  scenes: {
    'nothing left out': () => ({ play: ready('#seed=2'), open: true }),
    'in a lesson': () => ({ play: lesson('?teach=generate,wait&lock=seed&exit=1'), open: true }),
    'the others off': () => ({ play: ready(), open: true }),
  },
  then: { 'the others off': (root) => find(root, 'input[value=off]').click() },
});
