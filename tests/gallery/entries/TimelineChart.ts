import type { Shown } from '../recorded.ts';
import TimelineChart from '#ui/components/TimelineChart.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

const chart =
  (shown: Shown, hovered: number | null = null) =>
  () => ({
    play: showing(TRACES.planted, shown),
    width: 360,
    highest: 1,
    hovered,
  });

export default entry(TimelineChart, {
  about: 'The picture of the timeline: values, bands of steps, what happened where.',
  place: 'answer',
  scenes: {
    'a whole answer': chart({ branch: 2 }),
    'a token selected, another under the pointer': chart({ branch: 2, token: 20 }, 40),
  },
});
