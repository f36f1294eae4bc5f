import type { Trace } from '#core/trace/events.ts';
import VoteTable from '#ui/components/VoteTable.svelte';
import { entry } from '../entry.ts';
import { TRACES, begun, showing, unasked, writing } from '../recorded.ts';

function votes(trace: Trace, isWriting = false) {
  const shown = showing(trace);
  const play = isWriting ? writing(shown) : shown;
  if (play.vote === null) throw new Error('Nothing was sampled in this trace.');
  return { play, vote: play.vote };
}

export default entry(VoteTable, {
  about: 'How the samples vote: each with one vote, by certainty, by P(True). Ties are said.',
  place: 'side',
  scenes: {
    'P(True) asked of all': () => votes(TRACES.sampled),
    'P(True) not asked': () => votes(unasked(TRACES.sampled)),
    'while they are written': () => votes(begun(TRACES.sampled, 4), true),
  },
});
