/**
 * The simulation of arXiv 2307.06857: one planted text is the best of its set, and choosing by agreement should find it more
 * often than a random pick. Every text copies a hidden original token by token, the better the more of it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import { rate } from '../intervals.ts';
import { consensusScores } from './ngram-consensus.ts';
import type { WeighedText } from './ngram-consensus.ts';

const [TEXTS, LENGTH, SETS] = [8, 30, 300];

interface Drawn {
  readonly tokens: readonly number[];
  readonly probabilities: readonly number[];
}
/** @param quality chance that a token is that of the original @param sureness how much likelier those tokens look */
function copied(
  original: readonly number[],
  { quality, sureness }: { readonly quality: number; readonly sureness: number },
  rng: Rng,
): Drawn {
  const isKept = original.map(() => rng.next() < quality);
  return {
    tokens: original.map((token, i) => (isKept[i] ? token : rng.int(40))),
    probabilities: isKept.map((kept) => Math.min(1, 0.4 + 0.3 * rng.next() + (kept ? sureness : 0))),
  };
}
type Form = 'none' | 'probability' | 'consensus';
function weighed({ tokens, probabilities }: Drawn, form: Form): WeighedText {
  const weights = form === 'none' ? tokens.map(() => 1) : probabilities;
  if (form !== 'consensus') return { tokens, weights };
  const meanLog = probabilities.reduce((sum, p) => sum + Math.log(p), 0) / probabilities.length;
  return { tokens, weights, likelihood: Math.exp(meanLog) };
}
/** How often the planted text, wherever it stands, has the highest score. */
function recovered(form: Form, most: number, sureness: number): number {
  const rng = createRng(11);
  const found = Array.from({ length: SETS }, () => {
    const original = Array.from({ length: LENGTH }, () => rng.int(40));
    const planted = rng.int(TEXTS);
    const texts = Array.from({ length: TEXTS }, (_, i) =>
      copied(original, { quality: i === planted ? 0.7 : 0.5, sureness }, rng),
    );
    const scores = consensusScores(
      texts.map((text) => weighed(text, form)),
      most,
    );
    return scores.indexOf(Math.max(...scores)) === planted;
  });
  return found.filter(Boolean).length / SETS;
}

describe('the planted best of eight texts', () => {
  const chance = 1 / TEXTS;
  it.each(['none', 'probability', 'consensus'] as const)(
    'is found oftener than by chance, beyond doubt: %s',
    (form) => {
      for (const most of [1, 2, 3]) {
        const { interval } = rate(Math.round(SETS * recovered(form, most, 0.2)), SETS);
        expect(interval?.low).toBeGreaterThan(chance);
      }
    },
  );
  it('is found oftener with probabilities that tell right tokens from wrong ones, and oftenest with both', () => {
    const [plain, weighted, both] = (['none', 'probability', 'consensus'] as const).map((form) =>
      recovered(form, 2, 0.3),
    );
    expect(weighted).toBeGreaterThan(plain ?? 1);
    expect(both).toBeGreaterThanOrEqual(weighted ?? 1);
  });
});

describe('consensus', () => {
  const text = fc.array(fc.nat(5), { minLength: 1, maxLength: 12 });
  it('is the plain score times the likelihood of the text', () => {
    const likelihoods = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 4, maxLength: 4 }), likelihoods, (texts, factors) => {
        const plain = texts.map((tokens): WeighedText => ({ tokens, weights: tokens.map(() => 1) }));
        const times = plain.map((one, i): WeighedText => ({ ...one, likelihood: factors[i] ?? 1 }));
        const [before, after] = [consensusScores(plain, 2), consensusScores(times, 2)];
        after.forEach((score, i) => expect(score).toBeCloseTo((before[i] ?? NaN) * (factors[i] ?? NaN), 12));
      }),
    );
  });
  it('of one text, and of none, is nothing', () => {
    expect(consensusScores([{ tokens: [1], weights: [1], likelihood: 0.5 }], 1)).toEqual([0]);
    expect(consensusScores([], 1)).toEqual([]);
  });
});
