/** A vote weighted by P(True). arXiv 2207.05221 §3 for the reading, 2502.06233 for the vote; methods.md 2.2 and P3. */
import { softmaxWeights, weightedVote } from '#scoring/votes/weighted.ts';
import { defineMethod } from './define.ts';
import { number } from './params.ts';
import { candidatesOf, samplesOf, votedResult } from './steps/candidates.ts';
import { samples, temperature } from './steps/sampling.ts';

export const ptrueVote = defineMethod({
  id: 'ptrue-vote',
  title: 'Vote weighted by P(True)',
  idea: [
    'Samples several answers, asks the model of each whether it is true, and lets answers vote with softmax(P(True) / τ).',
    'A model may tell its own right answers from its wrong ones although it writes both.',
    'Where P(True) does not tell them apart, as in many small models, it is a majority vote with noise.',
  ],
  algorithm: [
    'for i = 1 … N: y_i ~ p(y | x) at temperature T; c_i ← P(True) of y_i, mean of both orders of the options',
    'w_i = exp(c_i / τ) / Σ_j exp(c_j / τ)',
    'return argmax_a Σ_{i : a_i = a} w_i',
  ],
  source: 'arXiv 2502.06233 (CISC); P(True): arXiv 2207.05221 §3',
  corrects: 'after',
  feedback: ['self'],
  needs: 'any',
  requires: ['rewind'],
  params: {
    n: samples(8),
    tau: number(1, { min: 0.01, max: 100, label: 'τ; large: a majority vote, small: the best alone' }),
    temperature: temperature(),
  },
  async *run(ctx, task, { n, tau, temperature }) {
    const answers = yield* ctx.sample(n, { temperature });
    const readings = yield* ctx.ptrue(answers.map((answer) => ({ answer })));
    const candidates = candidatesOf(task, answers, (_, i) => readings[i]?.pTrue ?? null);
    return votedResult(candidates, weightedVote(softmaxWeights(samplesOf(candidates), tau)));
  },
});
