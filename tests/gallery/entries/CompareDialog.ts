import { BranchDifferences } from '#state/branch-difference.ts';
import CompareDialog from '#ui/components/CompareDialog.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function between(left: number, right: number) {
  const { summaries } = showing(TRACES.levers).view;
  const [one, other] = [summaries[left], summaries[right]];
  if (one === undefined || other === undefined) throw new Error('The recorded run has no such branch.');
  const difference = new BranchDifferences().between(one, other);
  return { left: one, right: other, difference, checked: true, onClose: () => {} };
}

export default entry(CompareDialog, {
  about: 'Two branches step under step, with the words that only one of them has.',
  place: 'over',
  scenes: {
    'two branches': () => between(0, 1),
    'the same words': () => between(0, 0),
  },
});
