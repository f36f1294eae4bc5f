/** Best-of-N by the model's own log-probability. arXiv 2412.01951; methods.md 18.1. */
import { bestOfN } from '#scoring/votes/best-of-n.ts';
import { defineMethod } from './define.ts';
import type { Answer } from './define.ts';
import { choice } from './params.ts';
import { bestResult, candidatesOf, samplesOf } from './steps/candidates.ts';
import { samples, temperature } from './steps/sampling.ts';

export const bestOfNLogprob = defineMethod({
  id: 'best-of-n-logprob',
  title: 'Best-of-N by log-probability',
  idea: [
    'Samples several answers and keeps the one that the model itself holds for likeliest as a whole.',
    'It is sharpening at inference time: what greedy decoding seeks token by token, it seeks over whole answers.',
    'Likely is not right; short answers win unless the mean is taken, and repetitive ones if it is.',
  ],
  algorithm: [
    'for i = 1 … N: y_i ~ p(y | x) at temperature T',
    'r(y) = log p(y | x), raw, the end of the turn included; or its mean over the tokens',
    'return argmax_i r(y_i); samples without an answer come last',
  ],
  source: 'arXiv 2412.01951 (self-reward r(y|x) = log π_base(y|x))',
  corrects: 'after',
  feedback: ['self'],
  needs: 'any',
  requires: ['rewind'],
  params: {
    n: samples(8),
    length: choice('sum', ['sum', 'mean'], { label: 'of the whole answer, or by token' }),
    temperature: temperature(),
  },
  async *run(ctx, task, { n, length, temperature }) {
    const candidates = candidatesOf(task, yield* ctx.sample(n, { temperature }), (answer) =>
      length === 'sum' ? sequenceLogprob(answer) : meanLogprob(answer),
    );
    return bestResult(candidates, bestOfN(samplesOf(candidates)), 'log-probability');
  },
});

/** Nats, of the tokens that the model chose; null when there are none. */
function sequenceLogprob({ tokens }: Answer): number | null {
  const own = tokens.filter(({ forced }) => forced === null);
  return own.length === 0 ? null : own.reduce((sum, { logprob }) => sum + logprob, 0);
}
function meanLogprob(answer: Answer): number | null {
  const sum = sequenceLogprob(answer);
  return sum === null ? null : sum / answer.tokens.filter(({ forced }) => forced === null).length;
}
