import { describe, expect, it } from 'vitest';
import { thinned } from '#state/loss-curve.ts';
import { lossShape, roundUp } from './loss-shape.ts';

describe('the loss curve', () => {
  it('is drawn from 0 to a round number above its highest point', () => {
    const points = [
      { tokens: 100, loss: 0.42 },
      { tokens: 200, loss: 0.1 },
    ];
    expect(lossShape(points, 200, 100)).toEqual({ path: 'M100.0 16.0L200.0 80.0', top: 0.5, right: 200 });
    expect(lossShape(points.slice(1), 200, 100)).toBeNull();
  });
  it.each([
    [0.042, 0.05],
    [0.05, 0.05],
    [0.5001, 1],
    [6.2, 10],
    [1, 1],
  ])('%f is below the round number %f', (value, round) => expect(roundUp(value)).toBeCloseTo(round, 9));
  it('is thinned to means, with the last token read at its end', () => {
    const points = Array.from({ length: 10 }, (_, i) => ({ tokens: 10 * (i + 1), loss: i }));
    expect(thinned(points, 20)).toEqual(points);
    expect(thinned(points, 3)).toEqual([
      { tokens: 30, loss: 1 },
      { tokens: 60, loss: 4 },
      { tokens: 100, loss: 7.5 },
    ]);
  });
});
