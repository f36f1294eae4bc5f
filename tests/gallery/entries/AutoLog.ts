import AutoLog from '#ui/components/AutoLog.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

const lastBranch = TRACES.auto.events.filter(({ type }) => type === 'branch').length - 1;

export default entry(AutoLog, {
  about: 'What a policy decided at each step, with what it measured, and what it did.',
  place: 'answer',
  scenes: {
    'it went back': () => ({ play: showing(TRACES.auto, { branch: lastBranch }) }),
  },
});
