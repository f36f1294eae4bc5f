import type { Play } from '#state/play.svelte.ts';
import ProblemPanel from '#ui/components/ProblemPanel.svelte';
import { entry } from '../entry.ts';
import { TRACES, ready, showing } from '../recorded.ts';

function typed(text: string, play: Play = ready()): { play: Play } {
  play.draft.type(text);
  return { play };
}

export default entry(ProblemPanel, {
  about: 'The problem: generated, with a checker, or of one’s own.',
  place: 'side',
  scenes: {
    generated: () => ({ play: ready('#seed=2&difficulty=3') }),
    'of one’s own': () => typed('Which is larger, 2 or 3?'),
    empty: () => typed(''),
    'too long for the model': () => typed('What is one and one? '.repeat(200)),
    'changed since the answer': () => typed('Which is larger, 2 or 3?', showing(TRACES.levers)),
  },
});
