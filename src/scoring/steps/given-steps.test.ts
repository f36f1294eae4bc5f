import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenEnds, stepsAfterGiven } from './given-steps.ts';
import { splitSteps } from './split-steps.ts';

const STEPS = ['First.\n- a\n- b\n\n', 'Step 2: more. The answer is 3.\n\n', 'So 3.'];

describe('steps of a given solution', () => {
  it('are those that were given, whatever lines they have, and then those of what follows', () => {
    const pieces = [...STEPS.join('')];
    const ends = givenEnds(pieces, STEPS);
    expect(stepsAfterGiven(pieces, ends).map(({ text }) => text)).toEqual(STEPS);
    const more = [...pieces, ...'\nNo.\nThe answer is 4.'];
    const steps = stepsAfterGiven(more, ends);
    expect(steps.slice(0, 2).map(({ text }) => text)).toEqual(STEPS.slice(0, 2));
    expect(steps.slice(3).map(({ text, kind }) => [text.trim(), kind])).toEqual([
      ['No.', 'marker'],
      ['The answer is 4.', 'answer'],
    ]);
    expect(steps.map(({ index }) => index)).toEqual(steps.map((_, i) => i));
  });

  it('give a token across a boundary to the earlier step, and bear a space that a tokenizer adds', () => {
    expect(givenEnds([' One', '.\n\nT', 'wo', '.'], ['One.\n\n', 'Two.'])).toEqual([2, 4]);
    expect(givenEnds([' ', 'a', '\n', '\n', 'b'], ['a\n\n', 'b'])).toEqual([4, 5]);
  });

  it('stand only where they are whole', () => {
    expect(givenEnds([...'First.\n- a'], STEPS)).toEqual([]);
    expect(stepsAfterGiven([...'a\nb'], [])).toEqual(splitSteps([...'a\nb']));
  });

  it('lose no token and count none twice', () => {
    const piece = fc.constantFrom('a', ' b', '.', '\n', '\n\n', '', 'c.\n\nd', 'Step 1: ');
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.array(piece),
        fc.array(fc.nat(40), { maxLength: 4 }),
        (given, rest, cuts) => {
          const text = given.join('');
          const at = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
          const steps = at.slice(1).map((end, i) => text.slice(at[i], end));
          const ends = givenEnds(given, steps);
          const ranges = stepsAfterGiven([...given, ...rest], ends);
          let next = 0;
          for (const { start, end } of ranges) {
            expect(start).toBe(next);
            next = end;
          }
          expect(next).toBe(given.length + rest.length);
          expect(ranges.map((range) => range.text).join('')).toBe([...given, ...rest].join(''));
        },
      ),
    );
  });
});
