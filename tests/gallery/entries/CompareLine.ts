import { createRawSnippet } from 'svelte';
import CompareLine from '#ui/components/CompareLine.svelte';
import { entry } from '../entry.ts';

const children = createRawSnippet(() => ({ render: () => '<li>the name of the line</li>' }));
const line = (short: boolean) => () => ({ columns: 2, tag: 'ul' as const, label: 'A line', short, children });

export default entry(CompareLine, {
  about: 'A line of a comparison: its name, then a cell for each column; stacked where it is narrow.',
  place: 'runs',
  scenes: { plain: line(false), short: line(true) },
});
