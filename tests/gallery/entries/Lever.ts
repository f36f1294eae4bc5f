import { LEVER_WORDS } from '#state/lever-words.ts';
import type { LeverId } from '#state/levers.ts';
import type { Play } from '#state/play.svelte.ts';
import Lever from '#ui/components/Lever.svelte';
import { entry } from '../entry.ts';
import { TRACES, bare, ready, showing } from '../recorded.ts';

const lever = (id: LeverId, play: Play, opens: string | null = null) => ({
  id,
  label: LEVER_WORDS[id].label,
  reason: play.reasons[id],
  primary: id === 'generate',
  opens,
  expanded: false,
  tabbed: true,
  onReach: () => {},
  pull: () => {},
});

export default entry(Lever, {
  about: 'A lever of the bar: it acts, or says why it cannot.',
  place: 'bar',
  scenes: {
    'can act, the first one': () => lever('generate', ready()),
    'can act': () => lever('step', ready()),
    'cannot act, and why': () => lever('generate', bare()),
    'opens a menu': () => lever('wait', showing(TRACES.levers), 'wait-menu'),
  },
});
