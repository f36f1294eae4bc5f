import { AppError } from '#core/app-error.ts';
import { failureOf } from '#state/failure.ts';
import type { Play } from '#state/play.svelte.ts';
import ModelLoading from '#ui/components/ModelLoading.svelte';
import { entry } from '../entry.ts';
import { REPORT, bare, loading, offered, ready } from '../recorded.ts';

const notes = (play: Play) => ({ play, onFile: () => {} });

export default entry(ModelLoading, {
  about:
    'What becomes of a model, on the screens that do not write with it: on its way, waiting for a word, failed.',
  place: 'answer',
  scenes: {
    'nothing to say': () => notes(ready('')),
    'one on its way': () => notes(loading({ stage: 'fetching', done: 1e6, total: 2.5e6 })),
    'a file that waits for a word': () => {
      const play = bare('');
      play.model.offer = offered(REPORT);
      return notes(play);
    },
    'a load that failed': () => {
      const play = bare('');
      play.model.failure = failureOf(new AppError('download-failed', 'The server does not answer.'));
      return notes(play);
    },
  },
});
