import { SIGNALS } from '#state/signals.ts';
import type { SignalScale } from '#state/signals.ts';
import BarLegend from '#ui/components/BarLegend.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function bars(signal: string): { scale: SignalScale } {
  const { barScale } = showing(TRACES.levers, { branch: 0, hash: `#underline=${signal}` });
  if (barScale === null) throw new Error(`${signal} draws no bars.`);
  return { scale: barScale };
}

export default entry(BarLegend, {
  about: 'The four bars below a token, from none to thick, with the values that part them.',
  place: 'answer',
  scenes: Object.fromEntries(SIGNALS.map((signal) => [signal, () => bars(signal)])),
});
