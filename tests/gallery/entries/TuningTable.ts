import TuningTable from '#ui/components/TuningTable.svelte';
import { entry } from '../entry.ts';
import { AFTER, BEFORE } from '../trained.ts';

const nobody = { successes: 1, n: 48 };

export default entry(TuningTable, {
  about: 'How often a model ends right after a planted mistake, before and after it was trained on.',
  place: 'runs',
  scenes: {
    'not measured yet': () => ({ before: null, now: null, nowTitle: 'After' }),
    before: () => ({ before: BEFORE, now: null, nowTitle: 'After' }),
    'before and now': () => ({ before: BEFORE, now: AFTER, nowTitle: 'Now, after 180,000 tokens' }),
    'too weak for a rate': () => ({
      before: { ...BEFORE, user: nobody },
      now: AFTER,
      nowTitle: 'After 288,000 tokens',
    }),
  },
});
