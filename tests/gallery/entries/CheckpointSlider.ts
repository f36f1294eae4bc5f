import CheckpointSlider from '#ui/components/CheckpointSlider.svelte';
import { entry } from '../entry.ts';
import { offeredModel } from '../model-shelf.ts';
import { lesson, ready } from '../recorded.ts';

const model = offeredModel('organism-wait');

export default entry(CheckpointSlider, {
  about: 'Through an organism’s training; the last place is the finished model.',
  place: 'side',
  scenes: {
    finished: () => ({ id: 'training', play: ready(), model }),
    'moved to the first checkpoint': () => {
      const play = ready();
      play.checkpoints.move(model, 0);
      return { id: 'training', play, model };
    },
    'a lesson keeps its model': () => ({ id: 'training', play: lesson('?lock=model'), model }),
  },
});
