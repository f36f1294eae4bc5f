import type { Play } from '#state/play.svelte.ts';
import { firstVisit } from '#state/recorded/first-visit.ts';
import PlayScreen from '#ui/screens/Play.svelte';
import { entry } from '../entry.ts';
import { TRACES, bare, loading, showing, writing } from '../recorded.ts';

const screen = (play: () => Play) => () => ({ play: play() });

export default entry(PlayScreen, {
  about: 'The Play screen, whole.',
  place: 'screen',
  scenes: {
    'a model on its way': screen(() => loading(null)),
    'a first visit': screen(() => bare('', firstVisit())),
    'a run with five branches': screen(() => showing(TRACES.levers, { token: 40 })),
    'the same error in both turns': screen(() => showing(TRACES.planted, { branch: 0 })),
    'samples that vote': screen(() => showing(TRACES.sampled, { branch: 0 })),
    'while the model writes': screen(() => writing(showing(TRACES.levers, { branch: 0 }))),
  },
});
