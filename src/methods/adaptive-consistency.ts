/** Adaptive-Consistency: self-consistency that stops as soon as the leader is safe. arXiv 2305.11860; methods.md 8.2. */
import { leaderPosterior } from '#scoring/votes/leader-posterior.ts';
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
    'Draws samples a few at a time and stops once the leading answer is unlikely to be overtaken.',
    'Easy problems agree at once, so most of a fixed number of samples is wasted on them.',
    'A confident wrong majority stops it early too.',
  ],
  algorithm: [
    'repeat',
    '  draw a sample; v1 ≥ v2 ← votes of the two leading answers',
    'until P(p > ½) ≥ C with p ~ Beta(v1 + 1, v2 + 1), or N samples are drawn',
    'return the leader',
  ],
  source: 'arXiv 2305.11860, Beta stopping rule',
  corrects: 'after',
  feedback: ['self'],
  needs: 'any',
  requires: [],
  params: {
    most: int(40, { min: 1, max: 64, label: 'most samples (N)' }),
    confidence: number(0.95, { min: 0.5, max: 0.9999, label: 'stops at this certainty of the leader (C)' }),
    batch: int(1, { min: 1, max: 16, label: 'samples drawn at a time' }),
    temperature: temperature(),
  },
  async *run(ctx, task, { most, confidence, batch, temperature }) {
    const answers: Answer[] = [];
    const vote = () => majorityVote(samplesOf(candidatesOf(task, answers)));
    let posterior = 0.5;
    while (answers.length < most && posterior < confidence && ctx.over === null) {
      answers.push(...(yield* ctx.sample(Math.min(batch, most - answers.length), { temperature })));
      const [leader, runnerUp] = vote().tally;
      posterior = leaderPosterior(leader?.weight ?? 0, runnerUp?.weight ?? 0);
    }
    const result = votedResult(candidatesOf(task, answers), vote(), answers.length);
    const reason = `${result.reason}; after ${answers.length} samples P(it stays the leader) is ${posterior.toFixed(3)}`;
    const saved = posterior >= confidence ? most - answers.length : 0;
    return { ...result, reason, counts: { samples: answers.length, 'samples saved': saved } };
  },
});
