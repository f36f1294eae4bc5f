import { expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { formatFigures } from './format-figures.ts';

const read = (mass: number, readings = 2) => ({ format: { readings, mass } });

it('is the mean over problems in which something was read, each once', () => {
  const got = formatFigures([read(0.9), read(0.7, 10), {}, read(0.8)], createRng(1));
  expect(got).toMatchObject({ n: 3, readings: 14, followed: true });
  expect(got?.mass).toBeCloseTo(0.8, 12);
  expect(got?.interval.low).toBeGreaterThan(0.69);
  expect(got?.interval.high).toBeLessThan(0.91);
});
it('says where less than half of the distribution follows the form', () => {
  expect(formatFigures([read(0.5)], createRng(1))?.followed).toBe(true);
  expect(formatFigures([read(0.2), read(0.7)], createRng(1))?.followed).toBe(false);
});
it('is not known where nothing was read', () => {
  expect([formatFigures([], createRng(1)), formatFigures([{}], createRng(1))]).toEqual([null, null]);
});
