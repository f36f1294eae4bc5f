import RunsScreen from '#ui/screens/Runs.svelte';
import { AppError } from '#core/app-error.ts';
import { Library } from '#state/library.svelte.ts';
import { entry } from '../entry.ts';
import { FINISHED, STOPPED, keptComparisons } from '../kept-comparisons.ts';
import { keptRun, runParts } from '../kept-runs.ts';
import { TRACES, ready } from '../recorded.ts';

function screen(isKept: boolean, change: (library: Library) => void = () => {}) {
  const play = ready('#screen=runs');
  const parts = runParts();
  const library = new Library(play, parts);
  if (isKept)
    for (const [id, trace] of Object.entries(TRACES)) void parts.store.save(keptRun(id, trace, null));
  change(library);
  return { play, library, comparisons: keptComparisons(play, library) };
}
function withComparisons() {
  const { play, library } = screen(true);
  return { play, library, comparisons: keptComparisons(play, library, [FINISHED, STOPPED]) };
}

export default entry(RunsScreen, {
  about: 'The Runs screen, whole.',
  place: 'screen',
  scenes: {
    'nothing kept': () => screen(false),
    'four runs': () => screen(true),
    'runs and comparisons of methods': withComparisons,
    'one deleted a moment ago': () =>
      screen(true, (library) => {
        library.removed = { id: 'gone', title: 'The one with the beads' };
        library.said = '“The one with the beads” is deleted.';
      }),
    'a file that cannot be read': () =>
      screen(true, (library) => {
        library.failure = new AppError(
          'malformed-file',
          'notes.json is no file of runs. Choose another one.',
        );
      }),
  },
});
