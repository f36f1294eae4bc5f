/** Self-consistency without answers to compare: the text that is most like the others. arXiv 2307.06857; methods.md 8.3. */
import { countsInAverages } from '#core/trace/branch-view.ts';
import { sequenceScores } from '#scoring/sequence-scores.ts';
import { consensusScores } from '#scoring/votes/ngram-consensus.ts';
import type { WeighedText } from '#scoring/votes/ngram-consensus.ts';
import { defineMethod } from './define.ts';
import type { Answer } from './define.ts';
import { choice, int } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { samples, temperature } from './steps/sampling.ts';

const WEIGHTS = ['none', 'probability', 'consensus'] as const;

export const similarityConsistency = defineMethod({
  id: 'similarity-consistency',
  title: 'Self-consistency by similarity',
  idea: [
    'Samples several texts and takes the one that shares most n-grams with the others.',
    'It is self-consistency for code, summaries and all that has no final answer to count.',
    'Longer texts share more, and what is alike in words need not be alike in meaning.',
  ],
  algorithm: [
    'for i = 1 … N: y_i ~ p(y | x) at temperature T; v_i[g] ← 1, or the mean probability, for each n-gram g of y_i, n ≤ K',
    's_i = 1/(N − 1) Σ_{j ≠ i} v_i · v_j / |V|; consensus: s_i · e^{mean log p of y_i}',
    'return argmax_i s_i, the earliest of equals',
  ],
  source: 'arXiv 2307.06857 (UCS, WUCS, Consensus-WUCS)',
  corrects: 'after',
  feedback: ['self'],
  needs: 'any',
  requires: ['rewind'],
  params: {
    n: samples(8),
    ngram: int(1, { min: 1, max: 8, label: 'longest n-gram (K)' }),
    weight: choice('none', WEIGHTS, {
      label:
        'of an n-gram: 1, or the mean probability of its tokens; consensus: that, times the likelihood of the text by its length',
    }),
    temperature: temperature(),
  },
  async *run(ctx, task, { n, ngram, weight, temperature }) {
    const answers = yield* ctx.sample(n, { temperature });
    const scores = consensusScores(
      answers.map((answer) => weighed(answer, weight)),
      ngram,
    );
    const candidates = candidatesOf(task, answers, (_, i) => scores[i] ?? null);
    const chosen = scores.length === 0 ? null : scores.indexOf(Math.max(...scores));
    return { candidates, chosen, reason: `sample ${(chosen ?? 0) + 1} is most like the others` };
  },
});

function weighed({ tokens }: Answer, weight: (typeof WEIGHTS)[number]): WeighedText {
  const own = tokens.filter(countsInAverages);
  const text = {
    tokens: own.map(({ id }) => id),
    weights: own.map(({ logprob }) => (weight === 'none' ? 1 : Math.exp(logprob))),
  };
  const meanLogprob = sequenceScores(own)?.meanLogprob ?? 0;
  return weight === 'consensus' ? { ...text, likelihood: Math.exp(meanLogprob) } : text;
}
