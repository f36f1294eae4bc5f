import type { MenuId } from '#state/levers.ts';
import { firstVisit } from '#state/recorded/first-visit.ts';
import type { Play } from '#state/play.svelte.ts';
import LeverBar from '#ui/components/LeverBar.svelte';
import { entry } from '../entry.ts';
import { TRACES, bare, begun, ready, showing, writing } from '../recorded.ts';

const SHUT: Readonly<Record<MenuId, boolean>> = {
  wait: false,
  ptrue: false,
  backtrack: false,
  plant: false,
  sample: false,
  auto: false,
};
const bar = (play: () => Play, open?: MenuId) => () => ({
  play: play(),
  menus: { ...SHUT, ...(open === undefined ? {} : { [open]: true }) },
  onPull: () => {},
});
const warm = (): Play => showing(TRACES.levers, { branch: 0, token: 20, hash: '#temperature=0.7' });

export default entry(LeverBar, {
  about: 'What makes the model think again. What cannot act says why.',
  place: 'bar',
  scenes: {
    'no model: nothing can act': bar(() => bare()),
    'a model, no answer': bar(() => ready()),
    'a finished answer, a token selected': bar(warm),
    'a finished greedy answer, nothing selected': bar(() => showing(TRACES.levers, { branch: 0 })),
    'an unfinished answer': bar(() => showing(begun(TRACES.ownText, 3))),
    'a problem of one’s own': bar(() => showing(TRACES.ownText)),
    'a recorded run': bar(() => bare('', firstVisit())),
    'while the model writes': bar(() => writing(warm())),
    'Wait open': bar(warm, 'wait'),
    'Backtrack open': bar(warm, 'backtrack'),
    'P(True) open': bar(warm, 'ptrue'),
    'Plant open': bar(warm, 'plant'),
    'Sample open': bar(warm, 'sample'),
    'Auto-correct open': bar(warm, 'auto'),
  },
});
