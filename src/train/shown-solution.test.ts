import { expect, it } from 'vitest';
import { shownSolution } from '#train/shown-solution.ts';

const LINES = ['Step 1: 3 + 4 = 7.', 'Step 2: 7 * 2 = 14.', 'The answer is 14.'];
const TEXT = `How many?\nProposed answer: ${LINES.join('\n')}\nIs it true?`;
const PLACE = 5;
const shown = (step: number | null) => shownSolution(TEXT, LINES, step, PLACE);
const learned = (step: number | null) =>
  shown(step)
    .filter(({ weight, asked }) => weight > 0 && asked === undefined)
    .map(({ text }) => text);

it('is the whole text', () => {
  expect(
    shown(2)
      .map(({ text }) => text)
      .join(''),
  ).toBe(TEXT);
});

it('is learned where it is right', () => {
  expect(learned(null)).toEqual([' Step 1: 3 + 4 = 7.', 'Step 2: 7 * 2 = 14.', 'The answer is 14.']);
  expect(learned(2)).toEqual([' Step 1: 3 + 4 = 7.']);
  expect(learned(1)).toEqual([]);
});

it('is asked at the end of every line whether all is right so far', () => {
  const asked = (step: number | null) =>
    shown(step).flatMap(({ text, weight, asked }) => (asked === undefined ? [] : [{ text, weight, asked }]));
  const at = (word: string) => ({ text: '\n', weight: PLACE, asked: ` ${word}` });
  expect(asked(2)).toEqual([at('right'), at('wrong'), at('wrong')]);
  expect(asked(null)).toEqual([at('right'), at('right'), at('right')]);
});

it('finds a line that stands twice', () => {
  const twice = ['Step 1: 1 + 1 = 2.', 'Step 1: 1 + 1 = 2.'];
  const segments = shownSolution(`\n${twice.join('\n')}\n?`, twice, 2, PLACE);
  expect(segments.map(({ text }) => text).join('')).toBe(`\n${twice.join('\n')}\n?`);
  expect(segments.filter(({ text }) => text.includes('Step')).map(({ weight }) => weight > 0)).toEqual([
    true,
    false,
  ]);
});
