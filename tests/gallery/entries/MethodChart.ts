import { methodPoints } from '#state/method-points.ts';
import MethodChart from '#ui/components/MethodChart.svelte';
import { entry } from '../entry.ts';
import { done, underWay, withGold } from '../methods.ts';
import type { Compared } from '../methods.ts';

const chart =
  ({ lab }: Compared) =>
  () => ({ points: methodPoints(lab.columns, lab.compared, lab.pools) });

export default entry(MethodChart, {
  about: 'Share that ends right against tokens, beside greedy decoding and self-consistency.',
  place: 'runs',
  scenes: { done: chart(done), 'with gold in the loop': chart(withGold), 'under way': chart(underWay) },
});
