import type { Play } from '#state/play.svelte.ts';
import LessonLine from '#ui/components/LessonLine.svelte';
import { entry } from '../entry.ts';
import { lesson } from '../recorded.ts';

function left(): { play: Play } {
  const play = lesson('?teach=generate,wait&exit=1');
  play.lesson.left = true;
  return { play };
}

export default entry(LessonLine, {
  about: 'That the page shows a lesson, and the way out of it.',
  place: 'answer',
  scenes: {
    'without a way out': () => ({ play: lesson('?teach=generate,wait&lock=seed,problem') }),
    'with a way out': () => ({ play: lesson('?teach=generate,wait&exit=1') }),
    left,
  },
});
