import { figureGroups } from '#state/organism-figures.ts';
import FigureTable from '#ui/components/FigureTable.svelte';
import { entry } from '../entry.ts';
import { REPORT } from '../model-shelf.ts';

const none = { name: 'an empty set', value: null, interval: null, n: 0, successes: 0 };

export default entry(FigureTable, {
  about: 'Figures with their intervals, each on a line from 0 to 1.',
  place: 'runs',
  scenes: {
    'a report': () => ({ groups: figureGroups(REPORT), caption: 'What was measured' }),
    'nothing to measure': () => ({ groups: [{ title: 'Of nothing', figures: [none] }], caption: 'Nothing' }),
  },
});
