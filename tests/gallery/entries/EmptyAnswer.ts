import EmptyAnswer from '#ui/components/EmptyAnswer.svelte';
import { entry } from '../entry.ts';
import { bare, ready, writing } from '../recorded.ts';
import type { Play } from '#state/play.svelte.ts';

const onFile = (): void => {};
function typed(text: string): Play {
  const play = ready();
  play.draft.type(text);
  return play;
}

export default entry(EmptyAnswer, {
  about: 'What stands in the place of an answer while there is none.',
  place: 'answer',
  scenes: {
    'no model': () => ({ play: bare(), onFile }),
    'a model is ready': () => ({ play: ready(), onFile }),
    'a model, and no problem': () => ({ play: typed(''), onFile }),
    'the problem is being read': () => ({ play: writing(ready()), onFile }),
  },
});
