import { READINGS } from '#core/tuning.ts';
import { dietOf } from '#state/training-diet.ts';
import DietSliders from '#ui/components/DietSliders.svelte';
import { entry } from '../entry.ts';

const scene =
  (reads: string, locked: string | null = null) =>
  () => ({ diet: dietOf(reads), locked, onChange: () => {} });

export default entry(DietSliders, {
  about: `What a model reads while it is trained: ${READINGS.length} weights, their shares, and the mix in words.`,
  place: 'side',
  scenes: {
    'mostly corrections': scene('2-0-8-0'),
    'one thing only': scene('0-10-0-0'),
    'a bit of all': scene('4-1-2-3'),
    nothing: scene('0-0-0-0'),
    'while it trains': scene('2-0-8-0', 'A model is being trained. Stop it first.'),
  },
});
