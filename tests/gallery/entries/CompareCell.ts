import CompareCell from '#ui/components/CompareCell.svelte';
import { answered } from '../compared.ts';
import { entry } from '../entry.ts';

/** The row of the first column that `name` heads, the last of them. */
const cell =
  (name: string, column = 0) =>
  () => {
    const { compare } = answered();
    const row = compare.rows.findLast((one) => one.name === name && one.at[column] !== null);
    const view = compare.columns[column]?.answer?.view ?? null;
    return { letter: 'A', view, index: row?.at[column] ?? null, scale: compare.scale };
  };

export default entry(CompareCell, {
  about: 'What one model of a comparison wrote for one step.',
  place: 'lineCell',
  scenes: {
    'a step that corrects': cell('Step 1'),
    injected: cell('Marker'),
    'a step': cell('Step 2', 1),
    'the answer': cell('Answer', 1),
    nothing: cell('Step 9'),
  },
});
