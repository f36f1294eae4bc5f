import MethodFigures from '#ui/components/MethodFigures.svelte';
import { entry } from '../entry.ts';
import { done, fresh, underWay, withGold } from '../methods.ts';
import type { Compared } from '../methods.ts';

const figures =
  ({ lab }: Compared) =>
  () => ({ columns: lab.columns, compared: lab.compared });

export default entry(MethodFigures, {
  about: 'What methods came to: accuracy, tokens, flips, and what the same tokens buy otherwise.',
  place: 'runs',
  scenes: {
    done: figures(done),
    'with gold in the loop': figures(withGold),
    'under way': figures(underWay),
    nothing: figures(fresh),
  },
});
