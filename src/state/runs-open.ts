/** Puts a kept run on the Play screen, with all its branches, as if it had never left. */
import type { Trace } from '#core/trace/events.ts';
import type { Play } from './play.svelte.ts';
import { DIFFICULTIES, MAX_SEED } from './url.ts';

/** While the model writes, the trace on screen is its own: nothing else may take its place. */
export const WRITING = 'The model is writing. Stop it first.';

/** False, with the reason said, while a run is being written. */
export function openTrace(play: Play, trace: Trace): boolean {
  if (play.running !== null) {
    play.say(WRITING);
    return false;
  }
  play.closeReplay();
  play.live.resume(trace);
  play.view.tokenIndex = null;
  play.view.selectLatest();
  const { problem } = trace.header;
  const { generated } = problem;
  if (generated !== null && linkable(generated))
    play.set({ seed: generated.seed, difficulty: generated.difficulty });
  play.draft.take(problem);
  play.dismissFailure();
  return true;
}

/**
 * The same with a trace that stands elsewhere, in a comparison: that one stays as it is, and what is on screen is a run of
 * its own each time, since runs are told apart by their header object.
 */
export function openCopy(play: Play, { header, events }: Trace): boolean {
  return openTrace(play, { header: { ...header }, events: events.slice() });
}

function linkable({ seed, difficulty }: { seed: number; difficulty: number }): boolean {
  return seed >= 0 && seed <= MAX_SEED && DIFFICULTIES.some((known) => known === difficulty);
}
