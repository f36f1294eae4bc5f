import CompareTable from '#ui/components/CompareTable.svelte';
import { answered, comparison, tallied } from '../compared.ts';
import type { Compared } from '../compared.ts';
import { entry } from '../entry.ts';

const table = (compared: () => Compared) => () => ({ ...compared(), onOpen: () => {}, onKeep: () => {} });

export default entry(CompareTable, {
  about: 'The answers of a comparison, step under step, with the facts under each.',
  place: 'answer',
  scenes: {
    'nothing run yet': table(() => comparison()),
    'two answers': table(() => answered()),
    'coloured by self-certainty': table(() => answered('&signal=self-certainty')),
    'counted problems alone': table(() => tallied(comparison(), [{ right: 19, done: 20, of: 20 }])),
  },
});
