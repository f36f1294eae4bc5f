import CheckTable from '#ui/components/CheckTable.svelte';
import { checked } from '../checked.ts';
import { entry } from '../entry.ts';

export default entry(CheckTable, {
  about: 'The part of ?check=web-llm with what was found, and what takes it along.',
  place: 'runs',
  scenes: {
    'checks are under way': () => checked('running'),
    'all passed': () => checked('passed'),
    'some failed': () => checked('failed'),
    'the model did not open': () => checked('not opened'),
  },
});
