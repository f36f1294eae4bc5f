import { countsInAverages } from '#core/trace/branch-view.ts';
import Sparkline from '#ui/components/Sparkline.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function certainty(tokens: number) {
  const { view } = showing(TRACES.levers, { branch: 0 });
  const values = view.tokens.filter(countsInAverages).map(({ selfCertainty }) => selfCertainty);
  return { values: values.slice(0, tokens), bottom: Math.min(...values), top: Math.max(...values) };
}

export default entry(Sparkline, {
  about: 'The shape of a line’s certainty, a bar a token.',
  place: 'answer',
  scenes: {
    'a step': () => certainty(15),
    'a whole answer': () => certainty(60),
    'one value': () => certainty(1),
    'no value': () => certainty(0),
  },
});
