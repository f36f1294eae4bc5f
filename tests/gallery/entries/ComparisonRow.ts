import type { ComparisonSummary } from '#state/kept-comparisons.svelte.ts';
import ComparisonRow from '#ui/components/ComparisonRow.svelte';
import { entry, find } from '../entry.ts';
import { FINISHED, STOPPED } from '../kept-comparisons.ts';

const row = (comparison: ComparisonSummary) => () => ({
  comparison,
  id: 'comparison',
  maker: 'Organism “Wait”',
  onOpen: () => {},
  onRename: () => {},
  onDelete: () => {},
});

export default entry(ComparisonRow, {
  about: 'A kept comparison of methods: its name or its methods, on what, and how far it is.',
  place: 'list',
  scenes: {
    finished: row(FINISHED),
    'stopped, with a name': row(STOPPED),
    'nothing finished': row({ ...FINISHED, done: 0, bytes: 0 }),
    'one problem, one method': row({
      ...FINISHED,
      ...{ methods: ['Greedy decoding'], runs: ['greedy'], count: 1, done: 1, bytes: 3200 },
    }),
    'a long name': row({
      ...STOPPED,
      title: 'The one where every method was given the same few tokens '.repeat(3),
    }),
    'being renamed': row(FINISHED),
  },
  then: { 'being renamed': (root) => find(root, 'button[aria-label^="Rename"]').click() },
});
