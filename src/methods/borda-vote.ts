/** Borda voting on self-certainty. arXiv 2502.18581; methods.md 1.3, rule 2. */
import { bordaVote, suggestedBordaPower } from '#scoring/votes/borda.ts';
import { defineMethod } from './define.ts';
import { number } from './params.ts';
import { candidatesOf, samplesOf, selfCertaintyOf, votedResult } from './steps/candidates.ts';
import { samples, temperature } from './steps/sampling.ts';

/** Stands for the paper's rule of thumb, which depends on N. */
const SUGGESTED = -1;

export const bordaVoting = defineMethod({
  id: 'borda-vote',
  title: 'Borda vote on self-certainty',
  idea: [
    'Samples several answers, ranks them by self-certainty, and gives the r-th of N a vote of (N − r + 1)^p.',
    'Agreement and certainty count together: p = 0 is the majority vote, a large p is Best-of-N.',
    'Where answers are closed the gain over the majority is small, and the best p grows with N.',
  ],
  algorithm: [
    'for i = 1 … N: y_i ~ p(y | x) at temperature T; r_i ← rank of y_i by self-certainty',
    'v(r) = (N − r + 1)^p',
    'return argmax_a Σ_{i : a_i = a} v(r_i); a sample without an answer keeps its rank and does not vote',
  ],
  source: 'arXiv 2502.18581 (Borda voting)',
  corrects: 'after',
  feedback: ['self'],
  needs: 'any',
  requires: ['rewind'],
  params: {
    n: samples(8),
    power: number(SUGGESTED, { min: -1, max: 10, label: 'power p; −1: as the paper suggests for N' }),
    temperature: temperature(),
  },
  async *run(ctx, task, { n, power, temperature }) {
    const candidates = candidatesOf(task, yield* ctx.sample(n, { temperature }), selfCertaintyOf);
    const p = power < 0 ? suggestedBordaPower(n) : power;
    return votedResult(candidates, bordaVote(samplesOf(candidates), p));
  },
});
