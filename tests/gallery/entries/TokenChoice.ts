import TokenChoice from '#ui/components/TokenChoice.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

/** A candidate of the recorded token that was least sure. */
function choice(at: number, reason: string | null, isSampling = true) {
  const { view } = showing(TRACES.sampled, { branch: 0 });
  const token = view.tokens.find(({ margin, bytes }) => margin < 0.7 && bytes === ' +');
  const one = token?.top[at];
  if (token === undefined || one === undefined) throw new Error('No recorded token is unsure.');
  const sampling = isSampling ? Math.exp(one.logprob) : null;
  const { bytes, logprob } = one;
  return {
    bytes,
    logprob,
    sampling,
    mark: String(at + 1),
    taken: one.id === token.id,
    reason,
    onTake: () => {},
  };
}

export default entry(TokenChoice, {
  about: 'A candidate for a place in the answer: its probability, and the way to branch with it.',
  place: 'side',
  scenes: {
    'stands here': () => choice(0, 'This token stands here already.'),
    'can be taken': () => choice(1, null),
    'cannot be taken': () => choice(1, showing(TRACES.levers).reasons.fork ?? 'The model is writing.'),
    'sampling unknown': () => choice(1, null, false),
  },
});
