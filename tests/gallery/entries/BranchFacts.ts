import BranchFacts from '#ui/components/BranchFacts.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function factsOf(trace: typeof TRACES.levers, branch: number, checked = true) {
  const summary = showing(trace).view.summaries[branch];
  if (summary === undefined) throw new Error('The recorded run has no such branch.');
  return { summary, checked };
}

export default entry(BranchFacts, {
  about: 'Answer, mark, settings, certainty and P(True) of a branch, each with its unit and basis.',
  place: 'side',
  scenes: {
    'greedy, with P(True)': () => factsOf(TRACES.levers, 0),
    sampled: () => factsOf(TRACES.sampled, 1),
    'pinned, so it says where it came from': () => ({ ...factsOf(TRACES.levers, 1), from: 0 }),
    'without a checker': () => factsOf(TRACES.ownText, 0, false),
  },
});
