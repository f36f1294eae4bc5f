import SidePanel from '#ui/components/SidePanel.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

const rest = { height: 0, onClose: () => {} };

export default entry(SidePanel, {
  about: 'The right side: token, vote, branches. On narrow screens one of them at a time.',
  place: 'over',
  scenes: {
    'beside the answer': () => ({ play: showing(TRACES.levers, { token: 20 }), sheet: null, ...rest }),
    'branches as a sheet': () => ({ play: showing(TRACES.sampled), sheet: 'branches' as const, ...rest }),
  },
});
