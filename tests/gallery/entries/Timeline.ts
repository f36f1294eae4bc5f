import Timeline from '#ui/components/Timeline.svelte';
import { entry } from '../entry.ts';
import { TRACES, begun, showing, writing } from '../recorded.ts';

export default entry(Timeline, {
  about: 'The signal over all tokens of the branch, in bands of steps, with what was injected.',
  place: 'bar',
  scenes: {
    probability: () => ({ play: showing(TRACES.levers, { branch: 0 }) }),
    'entropy, a token selected': () => ({
      play: showing(TRACES.sampled, { branch: 1, token: 49, hash: '#signal=entropy' }),
    }),
    'self-certainty, after “Wait,”': () => ({
      play: showing(TRACES.planted, { branch: 2, hash: '#signal=self-certainty' }),
    }),
    'one row so far': () => ({ play: writing(showing(begun(TRACES.ownText, 2))) }),
  },
});
