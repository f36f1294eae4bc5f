import LossChart from '#ui/components/LossChart.svelte';
import { entry, find } from '../entry.ts';
import { CURVE } from '../trained.ts';

export default entry(LossChart, {
  about: 'The loss over the tokens that were read, with its numbers as a table.',
  place: 'runs',
  scenes: {
    'nothing yet': () => ({ points: [] }),
    'the first steps': () => ({ points: CURVE.slice(0, 3) }),
    'a minute': () => ({ points: CURVE }),
    'as a table': () => ({ points: CURVE }),
  },
  then: { 'as a table': (root) => find(root, 'summary').click() },
});
