import MethodMoreFigures from '#ui/components/MethodMoreFigures.svelte';
import { entry, find } from '../entry.ts';
import { done, fresh, withGold } from '../methods.ts';
import type { Compared } from '../methods.ts';

const figures =
  ({ lab }: Compared) =>
  () => ({ columns: lab.columns, compared: lab.compared });
const open = (root: Element): void => find(root, 'summary').click();

export default entry(MethodMoreFigures, {
  about:
    'What else is known of methods: correcting, baselines, choosing, confidence, place of the mistake, cost.',
  place: 'runs',
  scenes: {
    done: figures(done),
    'with gold in the loop': figures(withGold),
    nothing: figures(fresh),
  },
  then: { done: open, 'with gold in the loop': open },
});
