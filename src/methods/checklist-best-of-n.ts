/** STICK, Best-of-N: the sample that passes most of a checklist. arXiv 2410.03608; methods.md 12.6. */
import { defineMethod } from './define.ts';
import { choice } from './params.ts';
import { candidatesOf, selfCertaintyOf } from './steps/candidates.ts';
import { checked, itemsParam, makeChecklist, passRate } from './steps/checklist.ts';
import { directScores } from './steps/direct-score.ts';
import { samples, temperature } from './steps/sampling.ts';

export const checklistBestOfN = defineMethod({
  id: 'checklist-best-of-n',
  title: 'Best-of-N by a checklist (STICK)',
  idea: [
    'Samples several answers and takes the one that passes most points of a checklist made from the problem; self-certainty breaks ties.',
    'It needs no answers that can be compared, and the checklist shows why a sample was taken.',
    'Every point is asked of every sample, and what a small model finds fine in one it finds fine in all.',
  ],
  algorithm: [
    'C ← checklist of x; for i = 1 … N: y_i ~ p(y | x) at temperature T',
    's_i ← share of points c in C with P(yes | x, y_i, c) ≥ 0.5',
    'return argmax_i s_i of those with an answer, of equals the one of highest self-certainty',
    'beside it, choosing nothing: d_i ← expected score of y_i on a scale of 1 to 10, to compare s with',
  ],
  source: 'arXiv 2410.03608 (TICK and STICK)',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: ['rewind'],
  params: {
    n: samples(4),
    items: itemsParam,
    temperature: temperature(),
    direct: choice('yes', ['yes', 'no'], {
      label: 'whether each sample is also given a score of 1 to 10, which the checklist is compared with',
    }),
  },
  async *run(ctx, task, { n, items, temperature, direct }) {
    const checklist = yield* makeChecklist(ctx, task, items);
    const answers = yield* ctx.sample(n, { temperature });
    const rates: (number | null)[] = [];
    for (const answer of answers)
      rates.push(passRate(yield* ctx.span('check', checked(ctx, task, answer, checklist))));
    const scores = direct === 'no' ? [] : yield* ctx.span('direct scores', directScores(ctx, task, answers));
    const candidates = candidatesOf(task, answers, (_, i) => rates[i] ?? null).map((candidate, i) => ({
      ...candidate,
      ratings: ratingsOf(rates[i] ?? null, scores[i] ?? null),
    }));
    const ranked = candidates
      .filter(({ value }) => value !== null)
      .toSorted((a, b) => rateOf(b) - rateOf(a) || certaintyOf(b) - certaintyOf(a));
    const [best] = ranked;
    if (best === undefined)
      return { candidates, chosen: candidates.length > 0 ? 0 : null, reason: 'no sample states an answer' };
    const chosen = candidates.indexOf(best);
    const share = best.score === null ? 'no verdict' : `${Math.round(100 * best.score)} %`;
    return { candidates, chosen, reason: `sample ${chosen + 1} passes most of the checklist: ${share}` };
  },
});

/** By what the report calls them; the checklist first, with which the other is compared. */
function ratingsOf(checklist: number | null, direct: number | null): Record<string, number> {
  return {
    ...(checklist === null ? {} : { 'pass rate of the checklist': checklist }),
    ...(direct === null ? {} : { 'direct score of 1 to 10': direct }),
  };
}

type Rated = ReturnType<typeof candidatesOf>[number];
function rateOf({ score }: Rated): number {
  return score ?? -1;
}
function certaintyOf({ answer }: Rated): number {
  return selfCertaintyOf(answer) ?? 0;
}
