import { describe, expect, it } from 'vitest';
import { token } from './token-fixture.ts';
import { overlap, rangeBetween, summariseRange } from './token-range.ts';

const tokens = [
  token({ bytes: 'Step', logprob: Math.log(0.5), entropy: 1 }),
  token({ bytes: ' 1', logprob: Math.log(0.9), entropy: 0.5 }),
  token({ bytes: ' Wait', logprob: Math.log(0.1), entropy: 9, forced: 'marker' }),
  token({ bytes: '<|end|>', logprob: Math.log(0.2), entropy: 8, special: true }),
];

describe('a range of tokens', () => {
  it('is summed up over what the model chose itself', () => {
    const found = summariseRange(tokens, { from: 0, to: 4 }, 'probability');
    expect(found).toMatchObject({ count: 4, own: 2, text: 'Step 1 Wait' });
    expect(found.mean).toBeCloseTo(0.7, 12);
    expect(found.leastSure).toBeCloseTo(0.5, 12);
  });
  it('has the highest entropy as its least sure', () => {
    expect(summariseRange(tokens, { from: 0, to: 2 }, 'entropy').leastSure).toBe(1);
  });
  it('has no numbers where the model chose nothing', () => {
    expect(summariseRange(tokens, { from: 2, to: 3 }, 'margin')).toMatchObject({
      own: 0,
      mean: null,
      leastSure: null,
    });
  });
  it('lies between two tokens in either order, within the answer', () => {
    expect([rangeBetween(5, 2, 10), rangeBetween(-3, 99, 10)]).toEqual([
      { from: 2, to: 6 },
      { from: 0, to: 10 },
    ]);
  });
  it('overlaps others or not', () => {
    const range = { from: 3, to: 8 };
    expect(overlap(range, { from: 0, to: 4 })).toEqual({ from: 3, to: 4 });
    expect(overlap(range, { from: 8, to: 9 })).toBeNull();
    expect(overlap(null, range)).toBeNull();
  });
});
