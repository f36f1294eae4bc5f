import { describe, expect, it } from 'vitest';
import { blindSpot } from '#scoring/blind-spot.ts';
import { rate } from '#scoring/intervals.ts';
import { number, share, spot } from './report-figures.ts';

describe('figures in words', () => {
  it('stand with interval and count', () => {
    expect(share(rate(470, 500))).toBe('0.94 [0.92, 0.96] (470 of 500)');
    expect(share(rate(0, 0))).toBe('–');
  });
  it('have no minus before a zero', () => {
    expect([number(-0.001), number(-0.25), number(null)]).toEqual(['0.00', '−0.25', '–']);
  });
  it('say that a ratio means nothing where the user’s mistakes are hardly ever corrected', () => {
    expect(spot(blindSpot({ successes: 1, n: 50 }, { successes: 0, n: 50 }))).toMatch(/^no figure/);
    expect(spot(blindSpot({ successes: 40, n: 50 }, { successes: 10, n: 50 }))).toMatch(/^0\.75 \[0\.\d\d, /);
  });
});
