/** DeepConf offline: only the surest answers vote, each with its confidence. arXiv 2508.15260 §3.2; methods.md P1. */
import { CONFIDENCE_CANDIDATES, CONFIDENCE_SCORES, answerConfidence } from '#scoring/group-confidence.ts';
import { percentile } from '#scoring/intervals.ts';
import { weightedVote } from '#scoring/votes/weighted.ts';
import { defineMethod } from './define.ts';
import { choice, int } from './params.ts';
import { candidatesOf, samplesOf, votedResult } from './steps/candidates.ts';
import { confidencesOf, windowParam } from './steps/confidence.ts';
import { samples, temperature } from './steps/sampling.ts';

export const deepconfOffline = defineMethod({
  id: 'deepconf-offline',
  title: 'DeepConf, offline',
  idea: [
    'Samples answers, keeps the surest share of them, and lets those vote with their confidence.',
    'A passage in which the model was unsure marks a way that went wrong, which a mean over the whole answer hides.',
    'Confidently wrong answers stay, and with few samples a percentile is noise.',
  ],
  algorithm: [
    'for i = 1 … N: y_i ~ p(y | x) at temperature T; c_i ← confidence of y_i from its windows of w tokens',
    'drop those without an answer; s ← percentile 100 − η of c',
    'return argmax_a Σ_{i : a_i = a, c_i ≥ s} c_i',
  ],
  source: 'arXiv 2508.15260 §3.2',
  corrects: 'after',
  feedback: ['self'],
  needs: 'any',
  requires: ['rewind'],
  params: {
    n: samples(8),
    keep: int(90, { min: 1, max: 100, label: 'per cent that stay (η); the paper: 10 or 90' }),
    score: choice('lowest', CONFIDENCE_SCORES, { label: 'confidence of an answer' }),
    window: windowParam,
    temperature: temperature(),
  },
  async *run(ctx, task, { n, keep, score, window, temperature }) {
    const answers = yield* ctx.sample(n, { temperature, candidates: CONFIDENCE_CANDIDATES });
    const candidates = candidatesOf(task, answers, ({ tokens }) =>
      answerConfidence(confidencesOf(tokens), score, window),
    );
    const voters = candidates.filter(({ value }) => value !== null).map((one) => one.score ?? 0);
    const least = percentile(voters, 1 - keep / 100);
    const vote = samplesOf(candidates).map((one) =>
      (one.score ?? 0) >= least ? one : { ...one, answer: null },
    );
    return votedResult(candidates, weightedVote(vote));
  },
});
