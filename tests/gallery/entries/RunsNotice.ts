import { AppError } from '#core/app-error.ts';
import { Autosave, OPEN_ELSEWHERE } from '#state/runs-autosave.svelte.ts';
import RunsNotice from '#ui/components/RunsNotice.svelte';
import { entry } from '../entry.ts';
import { runParts } from '../kept-runs.ts';

function full(): { autosave: Autosave } {
  const autosave = new Autosave(runParts());
  autosave.failure = new AppError('storage-full', 'The disk is full. Export what matters, then delete runs.');
  return { autosave };
}
function elsewhere(): { autosave: Autosave } {
  const autosave = new Autosave(runParts());
  autosave.notice = OPEN_ELSEWHERE;
  return { autosave };
}

export default entry(RunsNotice, {
  about: 'Whether the run on screen is kept, where that needs saying.',
  place: 'over',
  scenes: { 'open in another tab': elsewhere, 'no room left': full },
});
