import { describe, expect, it } from 'vitest';
import { bytes, duration, fixed, parameters, percent } from './format.ts';

describe('numbers', () => {
  it('writes probabilities so that small ones are not zero and sure ones are not more than sure', () => {
    expect([0.62, 0.031, 0.00001, 0.9999, 0.994].map(percent)).toEqual([
      '62 %',
      '3.1 %',
      '< 0.1 %',
      '100 %',
      '99 %',
    ]);
  });
  it('writes unknown as a dash and minus as a minus', () => {
    expect(fixed(null, 1)).toBe('–');
    expect(fixed(Number.NaN, 1)).toBe('–');
    expect(fixed(-0.48, 2)).toBe('−0.48');
  });
  it('writes times that are left', () => {
    expect([0.2, 75, 150].map(duration)).toEqual(['1 s', '75 s', '3 min']);
  });
  it('writes sizes', () => {
    expect([900, 1_700_000, 98_000_000, 2_100_000_000].map(bytes)).toEqual([
      '900 B',
      '1.7 MB',
      '98 MB',
      '2.10 GB',
    ]);
    expect([852_736, 134_515_008].map(parameters)).toEqual(['0.85 M', '135 M']);
  });
});
