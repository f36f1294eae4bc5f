/** Adaptive-Consistency: self-consistency that stops as soon as the leader is safe. arXiv 2305.11860; methods.md 8.2. */
import { leaderPosterior, votesToSafety } from '#scoring/votes/leader-posterior.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import { defineMethod } from './define.ts';
import type { Answer } from './define.ts';
import { int, number } from './params.ts';
import { candidatesOf, samplesOf, votedResult } from './steps/candidates.ts';
import { temperature } from './steps/sampling.ts';

export const adaptiveConsistency = defineMethod({
  id: 'adaptive-consistency',
  title: 'Adaptive-Consistency',
  idea: [
    'Draws samples, as many together as it takes at least, and stops once the leading answer is unlikely to be overtaken.',
    'Easy problems agree at once, so most of a fixed number of samples is wasted on them.',
    'A confident wrong majority stops it early too.',
  ],
  algorithm: [
    'repeat',
    '  draw a sample, or together as many as it takes at least to end; v1 ≥ v2 ← votes of the two leading answers',
    'until P(p > ½) ≥ C with p ~ Beta(v1 + 1, v2 + 1), or N samples are drawn',
    'return the leader',
  ],
  source: 'arXiv 2305.11860, Beta stopping rule',
  corrects: 'after',
  feedback: ['self'],
  needs: 'any',
  requires: ['rewind'],
  params: {
    most: int(40, { min: 1, max: 64, label: 'most samples (N)' }),
    confidence: number(0.95, { min: 0.5, max: 0.9999, label: 'stops at this certainty of the leader (C)' }),
    batch: int(1, { min: 1, max: 16, label: 'samples after which it may end, and their multiples' }),
    temperature: temperature(),
  },
  async *run(ctx, task, { most, confidence, batch, temperature }) {
    const answers: Answer[] = [];
    const vote = () => majorityVote(samplesOf(candidatesOf(task, answers)));
    let [leader, runnerUp, posterior] = [0, 0, 0.5];
    while (answers.length < most && (answers.length === 0 || posterior < confidence) && ctx.over === null) {
      const fewest = batch * Math.ceil(votesToSafety(leader, runnerUp, confidence) / batch);
      const n = Math.min(fewest, most - answers.length, ctx.budget.calls);
      answers.push(...(yield* ctx.sample(n, { temperature })));
      [leader = 0, runnerUp = 0] = vote().tally.map(({ weight }) => weight);
      posterior = leaderPosterior(leader, runnerUp);
    }
    const result = votedResult(candidatesOf(task, answers), vote(), answers.length);
    const reason = `${result.reason}; after ${answers.length} samples P(it stays the leader) is ${posterior.toFixed(3)}`;
    const saved = posterior >= confidence ? most - answers.length : 0;
    return { ...result, reason, counts: { samples: answers.length, 'samples saved': saved } };
  },
});
