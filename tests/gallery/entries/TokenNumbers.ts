import TokenNumbers from '#ui/components/TokenNumbers.svelte';
import { entry } from '../entry.ts';
import { ENGINE, TRACES, showing } from '../recorded.ts';

function numbers(branch: number, isForced: boolean) {
  const { view } = showing(TRACES.levers, { branch });
  const token = view.tokens.find(({ forced, margin }) => (forced !== null) === isForced && margin < 0.99);
  if (token === undefined) throw new Error('No recorded token is of this kind.');
  return { token, vocabSize: ENGINE.model.vocabSize };
}

export default entry(TokenNumbers, {
  about: 'All numbers of a token.',
  place: 'side',
  scenes: { 'its own choice': () => numbers(0, false), forced: () => numbers(3, true) },
});
