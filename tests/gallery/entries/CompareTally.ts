import CompareTally from '#ui/components/CompareTally.svelte';
import type { Tally } from '#state/compare-tally.ts';
import { comparison, tallied } from '../compared.ts';
import { entry } from '../entry.ts';

const tally =
  (...tallies: readonly Tally[]) =>
  () => ({ compare: tallied(comparison(), tallies).compare });

export default entry(CompareTally, {
  about: 'How many of a row of problems each model of a comparison ends right, with the interval.',
  place: 'answer',
  scenes: {
    counted: tally({ right: 19, done: 20, of: 20 }, { right: 2, done: 20, of: 20 }),
    'under way': tally({ right: 5, done: 5, of: 20 }, { right: 0, done: 0, of: 20 }),
    'one could not run': tally({ right: 19, done: 20, of: 20 }),
  },
});
