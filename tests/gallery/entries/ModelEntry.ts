import type { Play } from '#state/play.svelte.ts';
import ModelEntry from '#ui/components/ModelEntry.svelte';
import { entry } from '../entry.ts';
import { offeredModel, shelfOf } from '../model-shelf.ts';
import { bare, lesson, loading, ready } from '../recorded.ts';

const of = (id: string, play: () => Play) => () => {
  const page = play();
  return { play: page, shelf: shelfOf(page), model: offeredModel(id), onFile: () => {} };
};
const moved = (): Play => {
  const play = ready();
  play.checkpoints.move(offeredModel('organism-wait'), 1);
  return play;
};

export default entry(ModelEntry, {
  about: 'A model: what it is, what was measured of it, load and unload.',
  place: 'answer',
  scenes: {
    loaded: of('organism-wait', () => ready()),
    'not loaded': of('organism-wait', () => bare()),
    'on its way': of('organism-wait', () => loading(null)),
    'the slider on a checkpoint': of('organism-wait', moved),
    'a lesson keeps its model': of('smollm2-135m', () => lesson('?lock=model')),
    'from elsewhere': of('smollm2-135m', () => ready()),
  },
});
