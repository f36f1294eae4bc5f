import type { LoadProgress } from '#state/model-loading.ts';
import LoadCard from '#ui/components/LoadCard.svelte';
import { entry } from '../entry.ts';
import { ENGINE, onItsWay } from '../recorded.ts';

const total = ENGINE.model.bytes;
const done = Math.round(total / 2);
const card =
  (progress: LoadProgress | null, secondsLeft: number | null = null) =>
  () => ({
    loading: onItsWay(progress, secondsLeft),
    onStop: () => {},
  });

export default entry(LoadCard, {
  about: 'A model on its way, by stage.',
  place: 'answer',
  scenes: {
    'nothing heard yet': card(null),
    fetching: card({ stage: 'fetching', done, total }),
    'fetching, time known': card({ stage: 'fetching', done, total }, 95),
    'fetching, size unknown': card({ stage: 'fetching', done, total: null }),
    'reading the weights': card({ stage: 'reading', done, total }),
    'building the graph': card({ stage: 'building', done: 0, total: null }),
    'starting the engine': card({ stage: 'starting', done: 0, total: null }),
  },
});
