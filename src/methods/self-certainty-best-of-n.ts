/** Best-of-N by self-certainty. arXiv 2502.18581; methods.md 1.2 and 1.3, rule 1. */
import { bestOfN } from '#scoring/votes/best-of-n.ts';
import { defineMethod } from './define.ts';
import { bestResult, candidatesOf, samplesOf, selfCertaintyOf } from './steps/candidates.ts';
import { samples, temperature } from './steps/sampling.ts';

export const selfCertaintyBestOfN = defineMethod({
  id: 'self-certainty-best-of-n',
  title: 'Best-of-N by self-certainty',
  idea: [
    'Samples several answers and keeps the one whose next-token distributions were farthest from uniform.',
    'A model that knows the way is peaked at nearly every token, whatever the length of its answer.',
    'One confident wrong sample wins over everybody; Borda voting is the cure.',
  ],
  algorithm: [
    'for i = 1 … N: y_i ~ p(y | x) at temperature T',
    'SC(y) = mean over tokens of KL(U ‖ p) = −(1/V) Σ_j log(V p_j), raw',
    'return argmax_i SC(y_i); samples without an answer come last',
  ],
  source: 'arXiv 2502.18581 (self-certainty)',
  corrects: 'after',
  feedback: ['self'],
  needs: 'any',
  requires: ['rewind'],
  params: { n: samples(8), temperature: temperature() },
  async *run(ctx, task, { n, temperature }) {
    const candidates = candidatesOf(task, yield* ctx.sample(n, { temperature }), selfCertaintyOf);
    return bestResult(candidates, bestOfN(samplesOf(candidates)), 'self-certainty');
  },
});
