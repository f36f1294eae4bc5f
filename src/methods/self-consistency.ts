/** Self-consistency: sample several solutions, let their final answers vote. arXiv 2203.11171; methods.md 8.1. */
import { majorityVote } from '#scoring/votes/majority.ts';
import { defineMethod } from './define.ts';
import { candidatesOf, samplesOf, votedResult } from './steps/candidates.ts';
import { samples, temperature } from './steps/sampling.ts';

export const selfConsistency = defineMethod({
  id: 'self-consistency',
  title: 'Self-consistency',
  idea: [
    'Samples several solutions and takes the final answer that most of them reach.',
    'Wrong ways scatter over many answers, right ones meet in one.',
    'It costs as many answers as it draws, and a mistake that most samples share wins.',
  ],
  algorithm: [
    'for i = 1 … N: y_i ~ p(y | x) at temperature T, a_i ← final answer of y_i',
    'return argmax_a #{i : a_i = a}, the earliest of equals',
  ],
  source: 'arXiv 2203.11171',
  corrects: 'after',
  feedback: ['self'],
  needs: 'any',
  requires: ['rewind'],
  params: { n: samples(8), temperature: temperature() },
  async *run(ctx, task, { n, temperature }) {
    const candidates = candidatesOf(task, yield* ctx.sample(n, { temperature }));
    return votedResult(candidates, majorityVote(samplesOf(candidates)), n);
  },
});
