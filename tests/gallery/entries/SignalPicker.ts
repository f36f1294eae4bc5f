import SignalPicker from '#ui/components/SignalPicker.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

export default entry(SignalPicker, {
  about: 'Which signal is the colour of a token, and which the bar below it.',
  place: 'answer',
  scenes: {
    'colour alone': () => ({ play: showing(TRACES.levers) }),
    'colour and bar': () => ({
      play: showing(TRACES.levers, { hash: '#signal=self-certainty&underline=entropy' }),
    }),
  },
});
