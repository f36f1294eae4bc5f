import { BranchDifferences } from '#state/branch-difference.ts';
import DifferencePreview from '#ui/components/DifferencePreview.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function between(left: number, right: number) {
  const { summaries } = showing(TRACES.levers).view;
  const [one, other] = [summaries[left], summaries[right]];
  if (one === undefined || other === undefined) throw new Error('The recorded run has no such branch.');
  return { id: 'difference', left, right, difference: new BranchDifferences().between(one, other) };
}

export default entry(DifferencePreview, {
  about: 'What a branch that is pointed at has other than the one on screen.',
  place: 'side',
  scenes: {
    'nothing is pointed at': () => ({ id: 'difference', left: 0, right: null, difference: null }),
    'another token': () => between(0, 1),
    'thought over': () => between(0, 4),
  },
});
