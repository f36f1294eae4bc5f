import type { Play } from '#state/play.svelte.ts';
import { firstVisit } from '#state/recorded/first-visit.ts';
import ReplayBar from '#ui/components/ReplayBar.svelte';
import { entry } from '../entry.ts';
import { TRACES, playing, showing } from '../recorded.ts';

function bar(play: Play, position?: number) {
  if (play.replay === null) play.replayRun();
  const { replay } = play;
  if (replay === null) throw new Error(play.said);
  if (position !== undefined) replay.to(position);
  return { play, replay };
}

export default entry(ReplayBar, {
  about: 'Plays a run again: where it is, by token or by event, at which pace.',
  place: 'answer',
  scenes: {
    'at the beginning': () => bar(showing(TRACES.levers), 0),
    'in the second branch': () => bar(showing(TRACES.levers), 60),
    'at the end': () => bar(showing(TRACES.levers), 1000),
    'a first visit': () => bar(playing(firstVisit(), 6000)),
  },
});
