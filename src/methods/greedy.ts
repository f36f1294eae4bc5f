/** The answer that every method is measured against: no sampling, no second look. */
import { defineMethod } from './define.ts';
import { candidatesOf } from './steps/candidates.ts';

export const greedy = defineMethod({
  id: 'greedy',
  title: 'Greedy',
  idea: [
    'Takes the likeliest token each time.',
    'It is the model as it is, and needs no chance: the same problem gives the same answer.',
    'One early slip decides the rest, and nothing looks back.',
  ],
  algorithm: ['y ← argmax decoding of x', 'return y'],
  source: 'the usual baseline, as in arXiv 2203.11171',
  corrects: 'generation',
  feedback: ['none'],
  needs: 'any',
  requires: [],
  params: {},
  async *run(ctx, task) {
    const answer = yield* ctx.generate();
    return { candidates: candidatesOf(task, [answer]), chosen: 0, reason: 'the greedy answer' };
  },
});
