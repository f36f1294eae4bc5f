import { AppError } from '#core/app-error.ts';
import CompareModels from '#ui/components/CompareModels.svelte';
import type { Compare } from '#state/compare.svelte.ts';
import { comparison } from '../compared.ts';
import { entry } from '../entry.ts';
import { ENGINE, onItsWay } from '../recorded.ts';

const models =
  (change: (compare: Compare) => void = () => {}) =>
  () => {
    const { compare } = comparison();
    change(compare);
    return { compare };
  };
const { bytes } = ENGINE.model;

export default entry(CompareModels, {
  about: 'The models of a comparison, one above each column.',
  place: 'runs',
  scenes: {
    two: models(),
    'three, no room for more': models((compare) => compare.models.add()),
    'one is on its way': models(({ columns }) => {
      const [first] = columns;
      if (first) first.slot.loading = onItsWay({ stage: 'fetching', done: bytes / 2, total: bytes });
    }),
    'one could not be fetched': models(({ columns }) => {
      columns[1]?.slot.lose(
        new AppError('download-failed', 'The file did not arrive. Load the model again.'),
      );
    }),
  },
});
