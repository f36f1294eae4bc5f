import NumberSetting from '#ui/components/NumberSetting.svelte';
import { entry } from '../entry.ts';
import { lesson, ready } from '../recorded.ts';

export default entry(NumberSetting, {
  about: 'Seed or temperature.',
  place: 'bar',
  scenes: {
    seed: () => ({ play: ready('#seed=7'), of: 'seed' as const }),
    temperature: () => ({ play: ready(), of: 'temperature' as const }),
    'a lesson keeps it': () => ({ play: lesson('?lock=seed'), of: 'seed' as const }),
  },
});
