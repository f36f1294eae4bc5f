/**
 * Backtracking: find the first wrong step, sample that step anew, go on from there. arXiv 2311.08516; methods.md 6.
 * Where the location comes from is the question of the paper, so it is a parameter.
 */
import { defineMethod } from './define.ts';
import type { MethodResult } from './define.ts';
import { choice, int, number } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { lastAnswered } from './steps/last-answered.ts';
import { LOCATORS, locate } from './steps/locate.ts';
import { stepAgain } from './steps/step-again.ts';

export const backtrack = defineMethod({
  id: 'backtrack',
  title: 'Backtracking',
  idea: [
    'Goes back to the step that is held for wrong, samples another step there, and lets the model go on.',
    'Models mend a mistake far better than they find it, so a little help with the place goes a long way.',
    'A wrong location breaks right answers, and finding the place is what small models cannot do.',
  ],
  algorithm: [
    'y ← the solution that comes with x, else argmax decoding; k ← location of the first wrong step, or none: return y',
    'keep steps 1 … k − 1; sample step k at T = 1, N times; drop those equal to the old one',
    'take the likeliest of the others, or keep y where none is left',
    'decode on from there by argmax; earlier steps stay',
  ],
  source: 'arXiv 2311.08516 (backtracking)',
  corrects: 'after',
  feedback: ['self', 'oracle'],
  needs: 'any',
  requires: [],
  params: {
    location: choice('least-certain', LOCATORS, {
      label: 'where the place comes from: P(True) of the beginnings, self-certainty, gold, or gold that errs',
    }),
    threshold: number(0.5, { min: 0, max: 1, label: 'self-found: P(True) below this is a mistake' }),
    quality: number(0.8, { min: 0, max: 1, label: 'noisy-gold: how often the location is right' }),
    samples: int(8, { min: 1, max: 64, label: 'samples of the step (N)' }),
    temperature: number(1, { min: 0.01, max: 5, label: 'temperature of the step' }),
  },
  async *run(ctx, task, params) {
    const draft = yield* ctx.draft();
    const located = yield* ctx.span('locate', locate(ctx, draft, params));
    const draftOnly = lastAnswered(candidatesOf(task, [draft]));
    if (located === 'unknown')
      return {
        ...draftOnly,
        reason: 'nobody knows the first wrong step of this problem, so the draft stays',
      };
    const keep: MethodResult = { ...draftOnly, located, reason: 'no step is held for wrong' };
    if (located === null || ctx.over !== null) return keep;
    const other = yield* ctx.span('sample the step again', stepAgain(ctx, draft, located, params));
    if (other === null) return { ...keep, reason: 'every sample of the step was the old one' };
    const revised = yield* ctx.generate({ from: other, label: 'on from there' });
    return { ...lastAnswered(candidatesOf(task, [draft, revised])), located };
  },
});
