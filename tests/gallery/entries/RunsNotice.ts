import { AppError } from '#core/app-error.ts';
import type { Autosave } from '#state/runs-autosave.svelte.ts';
import { Library } from '#state/library.svelte.ts';
import { OPEN_ELSEWHERE } from '#state/runs-autosave.svelte.ts';
import RunsNotice from '#ui/components/RunsNotice.svelte';
import { entry } from '../entry.ts';
import { runParts } from '../kept-runs.ts';
import { TRACES, showing } from '../recorded.ts';

function notice(change: (autosave: Autosave) => void): { library: Library } {
  const library = new Library(showing(TRACES.levers), runParts());
  change(library.autosave);
  return { library };
}
const FULL = new AppError('storage-full', 'The disk is full. Export what matters, then delete runs.');

export default entry(RunsNotice, {
  about: 'Whether the run on screen is kept, where that needs saying.',
  place: 'over',
  scenes: {
    'open in another tab': () => notice((autosave) => (autosave.notice = OPEN_ELSEWHERE)),
    'no room left': () => notice((autosave) => (autosave.failure = FULL)),
  },
});
