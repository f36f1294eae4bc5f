import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { flips } from '../flips.ts';
import { correctionFigures } from './correction-figures.ts';
import type { BeforeAfter } from './correction-figures.ts';

const GOLD = '5';
const judged = (answer: string | null) => ({ answer, right: answer === GOLD });
const pair = (before: string | null, after: string | null): BeforeAfter => ({
  before: judged(before),
  after: judged(after),
});
const answer = fc.constantFrom('5', '6', '7', '0.3333333', '1/3', null);

describe('figures of a correction', () => {
  it('tell wrong answers that stay from those that become another one', () => {
    const pairs = [
      ...[pair('6', '6'), pair('1/3', '0.3333333'), pair(null, null)],
      ...[pair('6', '7'), pair(null, '6'), pair('6', null)],
      ...[pair('6', '5'), pair('5', '5'), pair('5', '6')],
    ];
    const got = correctionFigures(pairs, createRng(1));
    expect([got?.wrongSame, got?.wrongOther]).toEqual([3, 3]);
  });

  it('add up to the flips, and hold them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(answer, answer), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        (rows, seed) => {
          const pairs = rows.map(([before, after]) => pair(before, after));
          const got = correctionFigures(pairs, createRng(seed));
          const counts = flips(
            pairs.map(({ before, after }) => ({ first: before.right, second: after.right })),
          );
          if (got === null || counts === null) throw new Error('There are pairs.');
          expect(got.wrongSame + got.wrongOther).toBe(counts.wrongWrong);
          expect([got.broken.successes, got.repaired.successes]).toEqual([
            counts.rightWrong,
            counts.wrongRight,
          ]);
          expect([got.confidence.rate, got.critique.rate]).toEqual([counts.confidence, counts.critique]);
          expect(got.gain?.difference).toBeCloseTo(counts.acc2 - counts.acc1, 12);
          expect(got.rss === null).toBe(counts.rss === null);
          if (got.rss !== null) expect(got.rss.low).toBeLessThanOrEqual(got.rss.high);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leave RSS without an interval where it has no value, and out of draws in which it has none', () => {
    expect(correctionFigures([pair('5', '6'), pair('5', '5')], createRng(1))?.rss).toBeNull();
    const two = correctionFigures([pair('5', '5'), pair('6', '5')], createRng(1));
    // One of each in every draw that counts: Acc1 = ½ and Acc2 = 1.
    expect(two?.rss).toEqual({ low: 1.5, high: 1.5 });
    expect(correctionFigures([], createRng(1))).toBeNull();
  });
});
