import NewSteps from '#ui/components/NewSteps.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

export default entry(NewSteps, {
  about: 'Reads out steps as they are finished; to be heard only.',
  place: 'answer',
  scenes: { 'nothing new': () => ({ play: showing(TRACES.levers) }) },
});
