import { describe, expect, it } from 'vitest';
import { choice, completeArguments, int, number, parseArguments, text } from './params.ts';

const PARAMS = {
  n: int(8, { min: 1, max: 64, label: 'samples' }),
  power: number(0.5, { min: 0, max: 2, label: 'power' }),
  place: choice('gold', ['gold', 'self'], { label: 'place' }),
  marker: text('Wait,', { max: 10, label: 'marker' }),
};

describe('parameters', () => {
  it('are read from text, each in its kind', () => {
    const written = ['n=16', 'power=1.5', 'place=self', 'marker=a=b, c'];
    expect(parseArguments(PARAMS, written)).toEqual({ n: 16, power: 1.5, place: 'self', marker: 'a=b, c' });
    expect(parseArguments(PARAMS, ['marker='])).toEqual({ marker: '' });
  });
  it('take their defaults where nothing is given', () => {
    expect(completeArguments(PARAMS, { n: 2 })).toEqual({ n: 2, power: 0.5, place: 'gold', marker: 'Wait,' });
  });
  it.each([
    [['n=2.5'], /n=2\.5 does not work. Give a whole number from 1 to 64/],
    [['n=many'], /a whole number from 1 to 64/],
    [['n='], /a whole number from 1 to 64/],
    [['power=3'], /power=3 does not work. Give a number from 0 to 2/],
    [['place=here'], /one of gold, self/],
    [['marker=much too long a text'], /at most 10 characters/],
    [['n'], /n has no value. Write n=8/],
    [['n=1', 'n=2'], /given twice/],
    [['toString=1'], /no parameter toString. This method has n, power, place, marker/],
  ])('refuse %j', (written, message) => {
    expect(() => parseArguments(PARAMS, written)).toThrow(message);
  });
  it('says so where a method has none', () => {
    expect(() => parseArguments({}, ['n=1'])).toThrow(/this method has none/);
  });
});
