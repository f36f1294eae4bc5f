/** The pool of samples that a method is compared with: worth the tokens of the method, by what samples are really long. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawBaselines } from '#runner/method/baselines.ts';
import { comparedMethod } from '#scoring/methods/compared-method.ts';
import { isShort, moreSamplesWorth, samplesFor } from '#scoring/methods/equal-tokens.ts';
import type { SamplePool } from '#scoring/methods/equal-tokens.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import { SETTINGS, sum } from './method-fixture.ts';
import { talker } from './talker.ts';

/** The greedy answer is long, since of equals the first token counts; most samples are short. */
const LENGTHY = () =>
  talker(() => [
    `a${'.'.repeat(99)}The answer is 5.`,
    ...[...'bcdefgh'].map((one) => `${one}The answer is 6.`),
  ]);
const items = ['one', 'two', 'three', 'four'].map(sum);
const settings = { ...SETTINGS, answerTokens: 200 };
const draw = (tokens: number) =>
  drawBaselines(LENGTHY(), { items, temperature: 1, tokens, inFlight: 2 }, settings);

const poolOf = (lengths: readonly (readonly number[])[]): SamplePool =>
  lengths.map((row) => row.map((generated) => ({ answer: '5', right: true, score: 0, generated })));
function spending(generated: number): ItemOutcome {
  const cost = { generated, forced: 0, prefilled: 0, needed: 0, calls: 1, seconds: 0 };
  const candidates = [{ answer: '5', right: true, score: null, generated, branch: 0 }];
  return {
    ...{ item: 'one', facts: {}, cause: 'done', candidates, chosen: 0, draft: null, confidence: null },
    ...{ reason: 'written', location: null, oracle: false, cost },
  };
}

describe('drawBaselines', () => {
  it('draws on until the samples hold the tokens, and keeps those that it had', async () => {
    const [few, many] = [await draw(1), await draw(500)];
    const greedy = many?.greedy.map(({ generated }) => generated) ?? [];
    expect(Math.min(...greedy)).toBeGreaterThan(100);
    // By the greedy answers alone it would be six samples.
    const { length: n = 0 } = many?.samples[0] ?? {};
    expect(n).toBeGreaterThan(6);
    expect(n).toBeLessThan(64);
    expect(isShort(many?.samples ?? [], 500)).toBe(false);
    few?.samples.forEach((drawn, i) => expect(many?.samples[i]?.slice(0, drawn.length)).toEqual(drawn));
  });

  it('gives up at 64 samples, and the report says that they are too few', async () => {
    const pool = await draw(50_000);
    expect(pool?.samples.map(({ length }) => length)).toEqual([64, 64, 64, 64]);
    const [one] = pool?.samples ?? [];
    const [greedy] = pool?.greedy ?? [];
    if (pool === null || one === undefined || greedy === undefined) throw new Error('Nothing was drawn.');
    const report = (tokens: number) =>
      comparedMethod({
        outcomes: [spending(tokens)],
        pool: { ...pool, samples: [one], greedy: [greedy] },
        seed: 1,
      }).baselines;
    expect([report(50_000)?.short, report(50_000)?.selfConsistency?.k]).toEqual([true, 64]);
    expect(report(300)?.short).toBe(false);
  });

  it('is nothing when it was stopped', async () => {
    const request = { items, temperature: 1, tokens: 10, inFlight: 2 };
    expect(await drawBaselines(LENGTHY(), request, { ...settings, signal: AbortSignal.abort() })).toBeNull();
  });
});

describe('how many samples a pool needs', () => {
  it('is judged by the samples: 4 of 60 tokens are not worth 480', () => {
    const pool = poolOf([[60, 60, 60, 60]]);
    expect([isShort(pool, 480), isShort(pool, 240), isShort(pool, 241)]).toEqual([true, false, true]);
    expect(moreSamplesWorth(480, pool)).toBe(10);
    expect([moreSamplesWorth(240, pool), moreSamplesWorth(0, pool), moreSamplesWorth(5, [])]).toEqual([
      ...[null, null, null],
    ]);
    expect(moreSamplesWorth(1e9, poolOf([Array<number>(64).fill(1)]))).toBeNull();
    expect(moreSamplesWorth(100, poolOf([[0, 0]]))).toBe(64);
  });

  it('is more than there are and at most 64, or the pool is worth it, or full', () => {
    const lengths = fc
      .integer({ min: 1, max: 70 })
      .chain((n) =>
        fc.array(fc.array(fc.nat(300), { minLength: n, maxLength: n }), { minLength: 1, maxLength: 4 }),
      );
    fc.assert(
      fc.property(lengths, fc.nat(20_000), (rows, tokens) => {
        const [pool, n] = [poolOf(rows), rows[0]?.length ?? 0];
        const more = moreSamplesWorth(tokens, pool);
        if (more === null) return void expect(n >= 64 || !isShort(pool, tokens)).toBe(true);
        expect([more > n, more <= 64, isShort(pool, tokens)]).toEqual([true, true, true]);
        // What is read off a short pool is all of it.
        if (rows.flat().every((length) => length > 0)) expect(samplesFor(pool, tokens)).toBe(n);
      }),
    );
  });
});
