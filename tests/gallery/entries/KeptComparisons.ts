import { Library } from '#state/library.svelte.ts';
import type { KeptComparisons } from '#state/kept-comparisons.svelte.ts';
import KeptComparisonsList from '#ui/components/KeptComparisons.svelte';
import { entry } from '../entry.ts';
import { FINISHED, STOPPED, keptComparisons } from '../kept-comparisons.ts';
import { runParts } from '../kept-runs.ts';
import { ready } from '../recorded.ts';

const REMOVED = { id: 'gone', title: 'For the lecture' };
function section(isKept: boolean, change: (comparisons: KeptComparisons) => void = () => {}) {
  const play = ready('#screen=runs');
  const library = new Library(play, runParts());
  const comparisons = keptComparisons(play, library, isKept ? [FINISHED, STOPPED] : []);
  void comparisons.refresh();
  change(comparisons);
  return { play, comparisons };
}

export default entry(KeptComparisonsList, {
  about: 'Comparisons of methods that are kept, below the kept runs; nothing where there are none.',
  place: 'runs',
  scenes: {
    two: () => section(true),
    'one deleted a moment ago': () =>
      section(true, (comparisons) => {
        comparisons.removed = REMOVED;
        comparisons.said = '“For the lecture” is deleted.';
      }),
    'the last one deleted': () =>
      section(false, (comparisons) => {
        comparisons.removed = REMOVED;
        comparisons.said = '“For the lecture” is deleted.';
      }),
    'one that cannot be opened': () =>
      section(true, (comparisons) => {
        comparisons.said = 'It was made with smollm2.gguf, a file from disk. Open that file on Models first.';
      }),
  },
});
