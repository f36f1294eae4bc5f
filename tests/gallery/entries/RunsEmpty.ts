import RunsEmpty from '#ui/components/RunsEmpty.svelte';
import { entry } from '../entry.ts';

const rest = { playHref: '#', onAll: () => {}, onImport: () => {} };

export default entry(RunsEmpty, {
  about: 'The Runs screen without a run.',
  place: 'runs',
  scenes: {
    'nothing kept': () => ({ query: '', ...rest }),
    'nothing found': () => ({ query: 'trains in the rain', ...rest }),
  },
});
