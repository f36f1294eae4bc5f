import StepReading from '#ui/components/StepReading.svelte';
import { entry, find } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function reading() {
  const { view } = showing(TRACES.levers, { branch: 0 });
  const [read] = [...(view.summary?.stepReadings.values() ?? [])];
  if (read === undefined) throw new Error('No step was asked about.');
  return { reading: read, name: 'step 1' };
}

export default entry(StepReading, {
  about: 'P(True) of the solution up to a step; both orders on demand.',
  place: 'answer',
  scenes: { closed: reading, pinned: reading },
  then: { pinned: (root) => find(root, 'button').click() },
});
