import { expect, it } from 'vitest';
import { rateAt } from './schedule.ts';

const SCHEDULE = { peak: 3e-3, warmUpSteps: 100, holdUntil: 0.6, rest: 0.02 };

it('warms up by steps, holds to 60 % of the tokens, and falls to 2 %', () => {
  const rates = [
    [1, 0],
    [50, 0.1],
    [100, 0.2],
    [5000, 0.6],
    [5000, 0.8],
    [5000, 1],
  ].map(([step, progress]) => rateAt(SCHEDULE, step as number, progress as number) / SCHEDULE.peak);
  [0.01, 0.5, 1, 1, 0.51, 0.02].forEach((share, i) => expect(rates[i]).toBeCloseTo(share, 12));
});
