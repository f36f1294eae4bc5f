import SeriesChart from '#ui/components/SeriesChart.svelte';
import { entry, find } from '../entry.ts';
import { MADE_UP } from '../model-shelf.ts';

const one = { ...MADE_UP, points: MADE_UP.points.slice(-1) };

export default entry(SeriesChart, {
  about: 'Abilities over the training, with intervals. The shares here are made up.',
  place: 'runs',
  scenes: {
    'eight points': () => ({ series: MADE_UP, id: 'series' }),
    'as numbers': () => ({ series: MADE_UP, id: 'series' }),
    'one point': () => ({ series: one, id: 'series' }),
  },
  then: { 'as numbers': (root) => find(root, 'summary').click() },
});
