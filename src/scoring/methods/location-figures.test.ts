import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { locationFigures } from './location-figures.ts';
import type { LocatedPlace } from './location-figures.ts';

const rng = () => createRng(1);
const many = (n: number, place: LocatedPlace): LocatedPlace[] => Array.from({ length: n }, () => place);
/** So many in a thousand of wrong drafts found, and of right ones called right. */
const thousand = (wrong: number, right: number): LocatedPlace[] => [
  ...many(wrong, { found: 2, gold: 2 }),
  ...many(1000 - wrong, { found: 0, gold: 2 }),
  ...many(right, { found: null, gold: null }),
  ...many(1000 - right, { found: 1, gold: null }),
];

describe('finding the first wrong step', () => {
  // GSM8K columns of ProcessBench's table of reward models (arXiv 2412.06559): error, correct, F1.
  it.each([
    ['Math-Shepherd-PRM-7B', 324, 917, 47.9],
    ['Qwen2.5-Math-7B-PRM800K', 531, 953, 68.2],
  ])('has the F1 that is published of %s', (_, wrong, right, f1) => {
    const places = thousand(wrong, right);
    const figures = locationFigures(places, createRng(3));
    expect(100 * (figures?.f1?.value ?? 0)).toBeCloseTo(f1, 1);
    expect([figures?.rightWhereWrong.rate, figures?.rightWhereNone.rate]).toEqual([
      wrong / 1000,
      right / 1000,
    ]);
    expect(figures?.right).toMatchObject({ successes: wrong + right, n: 2000 });
    const { low = 1, high = 0 } = figures?.f1?.interval ?? {};
    expect(low < f1 / 100 && f1 / 100 < high && high - low < 0.08).toBe(true);
  });

  it('cannot be had by naming always the same, and what could not be read is wrong in both', () => {
    const golds = [0, 1, null, null];
    const f1 = (found: LocatedPlace['found']) =>
      locationFigures(
        golds.map((gold) => ({ found, gold })),
        rng(),
      );
    expect([f1(null)?.f1?.value, f1(0)?.f1?.value, f1('unread')?.f1?.value]).toEqual([0, 0, 0]);
    expect(f1('unread')).toMatchObject({ unread: 4, right: { successes: 0 } });
    expect(f1(null)?.rightWhereNone.rate).toBe(1);
  });

  it('has no F1 without drafts of both kinds, and nothing without drafts', () => {
    expect(locationFigures(many(3, { found: 1, gold: 1 }), rng())?.f1).toBeNull();
    expect(locationFigures(many(3, { found: null, gold: null }), rng())?.f1).toBeNull();
    expect(locationFigures([], rng())).toBeNull();
  });

  it('stands beside lesser ways to look, each over the drafts of which it is known', () => {
    const by = { 'one verdict': 0, 'plain vote': null } as const;
    const places: LocatedPlace[] = [
      { found: 1, gold: 1, by },
      { found: null, gold: null, by },
      { found: 0, gold: 0 },
    ];
    const lesser = locationFigures(places, rng())?.by;
    expect(lesser?.map(({ name, right, f1 }) => [name, right.successes, right.n, f1?.value])).toEqual([
      ['one verdict', 0, 2, 0],
      ['plain vote', 1, 2, 0],
    ]);
  });

  it('lies between its two shares', () => {
    const place = fc.record({
      found: fc.constantFrom(null, 'unread' as const, 0, 1),
      gold: fc.constantFrom(null, 0, 1),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), (places) => {
        const figures = locationFigures(places, rng());
        if (figures?.f1 == null) return;
        const shares = [figures.rightWhereWrong.rate ?? -1, figures.rightWhereNone.rate ?? -1];
        expect(figures.f1.value).toBeGreaterThanOrEqual(Math.min(...shares) - 1e-12);
        expect(figures.f1.value).toBeLessThanOrEqual(Math.max(...shares) + 1e-12);
      }),
      { numRuns: 30 },
    );
  });
});
