import { SIGNALS } from '#state/signals.ts';
import Legend from '#ui/components/Legend.svelte';
import { entry } from '../entry.ts';
import { TRACES, ready, showing } from '../recorded.ts';

export default entry(Legend, {
  about: 'The seven colours from sure to unsure, with the values that part them.',
  place: 'answer',
  scenes: {
    ...Object.fromEntries(
      SIGNALS.map((signal) => [
        signal,
        () => ({ scale: showing(TRACES.levers, { branch: 0, hash: `#signal=${signal}` }).scale }),
      ]),
    ),
    'nothing to spread over': () => ({ scale: ready('#signal=self-certainty').scale }),
  },
});
