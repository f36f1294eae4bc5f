import { describe, expect, it } from 'vitest';
import { decades, tokenCount, xOfTokens, yOfShare } from './series-shape.ts';

const FRAME = { left: 40, right: 240, top: 10, bottom: 110, from: 1e5, to: 1e7 };

describe('the chart over training', () => {
  it('puts equal factors at equal distances, and shares between top and bottom', () => {
    expect([1e5, 1e6, 1e7].map((tokens) => xOfTokens(tokens, FRAME))).toEqual([40, 140, 240]);
    expect([0, 0.25, 1].map((share) => yOfShare(share, FRAME))).toEqual([110, 85, 10]);
  });
  it('puts a single point in the middle', () => {
    expect(xOfTokens(1e6, { ...FRAME, from: 1e6, to: 1e6 })).toBe(140);
  });
  it('marks the powers of ten that it holds', () => {
    expect(decades(FRAME)).toEqual([1e5, 1e6, 1e7]);
    expect(decades({ from: 244_872, to: 30_001_002 })).toEqual([1e6, 1e7]);
    expect(decades({ from: 2e6, to: 9e6 })).toEqual([]);
  });
  it('writes tokens short', () => {
    expect([61_000, 244_872, 1e6, 3_902_169, 30_001_002].map(tokenCount)).toEqual([
      '61 k',
      '245 k',
      '1 M',
      '3.9 M',
      '30 M',
    ]);
  });
});
