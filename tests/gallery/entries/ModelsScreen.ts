import { AppError } from '#core/app-error.ts';
import { failureOf } from '#state/failure.ts';
import type { Play } from '#state/play.svelte.ts';
import ModelsScreen from '#ui/screens/Models.svelte';
import { entry } from '../entry.ts';
import { shelfOf } from '../model-shelf.ts';
import { REPORT, bare, loading, offered, ready } from '../recorded.ts';

const screen = (play: Play) => ({ play, shelf: shelfOf(play) });
const HASH = '#screen=models';

export default entry(ModelsScreen, {
  about: 'The Models screen, whole.',
  place: 'screen',
  scenes: {
    'a model loaded': () => screen(ready(HASH)),
    'one on its way': () => screen(loading({ stage: 'fetching', done: 1e6, total: 2.5e6 })),
    'a file that waits for a word': () => {
      const play = bare(HASH);
      play.model.offer = offered(REPORT);
      return screen(play);
    },
    'a load that failed': () => {
      const play = bare(HASH);
      play.model.failure = failureOf(new AppError('download-failed', 'The server does not answer.'));
      return screen(play);
    },
    'a browser that keeps no files': () => {
      const play = bare(HASH);
      return { play, shelf: shelfOf(play, { kept: () => Promise.resolve(null) }) };
    },
  },
});
