import { describe, expect, it } from 'vitest';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import { answerAgain } from './answer-again.ts';
import { calculationAgain, operandChanged, resultDisputed } from './calculation-again.ts';
import { calculationsIn, oneChange, plainSigns, sameFact } from './calculations.ts';
import type { Calculation } from './calculations.ts';
import { isHeading } from './heading.ts';
import type { Likeness } from './likeness.ts';
import { markerCue } from './marker-cue.ts';
import { isRewritten, numberAgain } from './number-again.ts';
import { passagesOf } from './passages.ts';
import type { Passage } from './passages.ts';
import { quantitiesIn } from './quantities.ts';
import { quantityAgain } from './quantity-again.ts';
import { retractionIn } from './retraction.ts';
import { sameQuotient, sameValue } from './values.ts';

const passages = (text: string): Passage[] => passagesOf(splitSteps(text.split('')));
const bare = (text: string) => ({ text, range: { start: 0, end: text.length } });
const calculation = (text: string): Calculation => {
  const [found] = calculationsIn(plainSigns(text));
  if (!found) throw new Error(`No calculation in ${text}`);
  return found;
};
/** What the last passage of a text is like. */
function last(text: string, find: (earlier: Passage[], at: Passage) => Likeness | null): string | null {
  const all = passages(text);
  const at = all.pop();
  const found = at && find(all, at);
  if (!found) return null;
  const quotes = found.ranges.map(({ start, end }) => text.slice(start, end)).join(' | ');
  return `${found.same ? 'same' : 'changed'}: ${quotes}`;
}

describe('calculations', () => {
  it.each([
    ['Step 2: 10 + 81 = 91.', '10+81', '91'],
    ['4 bags × 6 apples = 24 apples', '4*6', '24'],
    ['81 + 10 = 91', '10+81', '91'],
    ['10 − 4 is 6', '10-4', '6'],
    ['6 times 7 equals 42', '6*7', '42'],
    ['$1,200 ÷ 3 = $400', '1200/3', '400'],
    ['(80 + 90 + 70) / 3 = 80', '(80+90+70)/3', '80'],
  ])('%s', (text, left, value) => {
    expect(calculation(text)).toMatchObject({ left, value });
  });
  it('gives every side of a chain the value at its end', () => {
    expect(
      calculationsIn('2 * (5 + 3) = 2 * 8 = 16 cm').map(({ left, value }) => `${left}=${value}`),
    ).toEqual(['2*(5+3)=16', '2*8=16']);
  });
  it('reads none where nothing is computed', () => {
    for (const text of ['x + 5 = 12', '12 May 2024', 'b-a-n-a-n-a', 'pages 10-12', '2 + 3 ='])
      expect(calculationsIn(text)).toEqual([]);
  });
  it('knows the inverse as the same fact, and one change of an operand or sign', () => {
    expect(sameFact(calculation('20 - 8 = 12'), calculation('12 + 8 = 20'))).toBe(true);
    expect(sameFact(calculation('20 - 8 = 12'), calculation('12 + 5 = 17'))).toBe(false);
    expect(oneChange(calculation('24 + 3 = 27'), calculation('24 / 3 = 8'))).toBe(true);
    expect(oneChange(calculation('22 - 3 = 19'), calculation('22 - 5 = 17'))).toBe(true);
    expect(oneChange(calculation('22 - 3 = 19'), calculation('30 + 5 = 35'))).toBe(false);
  });
});

describe('values', () => {
  it('rounded is the same, cut is the same only of a quotient', () => {
    expect([sameValue('2.33', '2.3'), sameValue('4.6', '4'), sameQuotient('4.6', '4')]).toEqual([
      true,
      false,
      true,
    ]);
    expect([sameValue('12', '13'), sameValue('sydney', 'canberra')]).toEqual([false, false]);
  });
});

describe('quantities', () => {
  it.each([
    ['Total cost: $45', ['total', 'cost'], '45'],
    ['Area = 9 * 6 = 54', ['area'], '54'],
    ['The multiples of 6 are 6, 12 and 18.', ['multiples', '6'], '6 12 18'],
    ['The capital of Australia is Canberra.', ['capital', 'australia'], 'canberra'],
  ])('%s', (text, name, value) => {
    expect(quantitiesIn(text, calculationsIn(text))).toMatchObject([{ name, value, pronoun: false }]);
  });
  it('knows a pronoun, and no time of day', () => {
    expect(quantitiesIn('That should be 48.', [])).toMatchObject([{ name: [], value: '48', pronoun: true }]);
    expect(quantitiesIn('From 8:40 on', [])).toEqual([]);
  });
});

describe('markers', () => {
  it.each([
    ['Wait, let me check.', 'check', 'Wait'],
    ['Let me recheck: 2 + 3', 'check', 'Let me recheck'],
    ['Actually, it is 5.', 'doubt', 'Actually'],
    ['But wait, we forgot', 'doubt', 'But wait'],
    ['On second thought, 5', 'doubt', 'On second thought'],
    ['But she also buys 5.', null, null],
    ['However, it rains.', null, null],
    ['Alternatively, take 5.', null, null],
    ['No apples are left.', null, null],
    ['Wait times are long.', null, null],
    ['"Wait here," she says.', null, null],
  ])('%s', (text, kind, quote) => {
    const cue = markerCue(bare(text));
    expect(cue?.kind ?? null).toBe(kind);
    expect(cue && text.slice(cue.range.start, cue.range.end)).toBe(quote);
  });
});

describe('retractions', () => {
  it.each([
    ['Step 2 is wrong: 5', 'Step 2 is wrong', 2],
    ['I made a mistake in step 3.', 'mistake in step 3', 3],
    ['So that was wrong.', 'that was wrong', null],
    ["Hmm, that's not right.", "that's not right", null],
    ['I made a mistake.', 'I made', null],
    [' No.', 'No', null],
    ['Let me redo that.', 'Let me redo', null],
  ])('%s', (text, quote, number) => {
    const found = retractionIn(bare(text), '', false);
    expect(found?.number).toBe(number);
    expect(found && text.slice(found.range.start, found.range.end)).toBe(quote);
  });
  it('reads the value that is put away, after doubt only', () => {
    expect(retractionIn(bare('Wait, it is 12, not 14.'), '', true)).toMatchObject({ value: '14' });
    expect(retractionIn(bare('It is 12, not 14.'), '', false)).toBeNull();
  });
  it.each([
    ['Is step 2 wrong?', ''],
    ['Hmm, is that right?', ''],
    ['Ask whether that is wrong.', ''],
    ['Some say it is 6, but that is wrong.', ''],
    ['No. 51 = 3 * 17', 'Is 51 prime?'],
    ['That is not right-angled.', ''],
    ['No apples are left.', ''],
    ['Let me try again with n = 5.', ''],
  ])('nothing is taken back by %j', (text, before) => {
    expect(retractionIn(bare(text), before, false)).toBeNull();
  });
});

describe('the same thing again', () => {
  it('an answer', () => {
    expect(last('The answer is 92.\nThe answer is 91.', answerAgain)).toBe(
      'changed: The answer is 92. | The answer is 91.',
    );
    expect(last('The answer is 91.\nThe answer is 91.0.', answerAgain)).toMatch(/^same/);
    expect(last('Step 1: 2 + 3 = 5.\nThe answer is 5.', answerAgain)).toBeNull();
  });
  it('a step number', () => {
    expect(last('Step 1: 2 + 3 = 6.\nStep 1: 2 + 3 = 5.', numberAgain)).toBe(
      'changed: Step 1: 2 + 3 = 6. | Step 1: 2 + 3 = 5.',
    );
    expect(last('Step 1: 2 + 3 = 5.\nStep 1: 3 + 2 = 5.', numberAgain)).toMatch(/^same/);
    expect(last('Step 1: 2 + 3 = 5.\nStep 2: 2 + 3 = 6.', numberAgain)).toBeNull();
    expect(last('1. 2 + 3 = 5.\nStep 1: 2 + 3 = 6.', numberAgain)).toBeNull();
  });
  it('a step number in a solution that is numbered otherwise', () => {
    expect(last('Step 1: 2 + 3 = 5.\nStep 2: 5 * 4 = 20.\nStep 1: 5 * 4 = 20.', numberAgain)).toMatch(
      /^same/,
    );
  });
  it('a labelled step counts alone when little of it changes', () => {
    const rewritten = (earlier: Passage[], at: Passage): Likeness | null => {
      const number = numberAgain(earlier, at);
      return number && isRewritten(number, at) ? number : null;
    };
    expect(last('Step 1: 2 + 3 = 5.\nStep 1: 2 + 4 = 6.', rewritten)).toMatch(/^changed/);
    expect(last('Step 1: 2 + 3 = 5.\nStep 1: 9 * 4 = 36.', rewritten)).toBeNull();
    expect(last('1. 2 + 3 = 5.\n1. 2 + 4 = 6.', rewritten)).toBeNull();
  });
  it('a left side', () => {
    expect(last('2 × 8 = 18\nSo 8 × 2 = 16', calculationAgain)).toBe('changed: 2 × 8 = 18 | 8 × 2 = 16');
    expect(last('20 - 8 = 12\nCheck: 12 + 8 = 20', calculationAgain)).toMatch(/^same/);
    expect(last('23 / 5 = 4 remainder 3\n23 / 5 = 4.6', calculationAgain)).toMatch(/^same/);
    expect(last('2 + 3 = 5\n2 + 4 = 6', calculationAgain)).toBeNull();
  });
  it('an operand', () => {
    const any = (earlier: Passage[], at: Passage) => operandChanged(earlier, at, () => true);
    expect(last('22 - 3 = 19\n22 - 5 = 17', any)).toBe('changed: 22 - 3 = 19 | 22 - 5 = 17');
    expect(
      last('22 - 3 = 19\n22 - 5 = 17', (earlier, at) => operandChanged(earlier, at, () => false)),
    ).toBeNull();
    expect(last('22 - 3 = 19\n40 + 1 = 41', any)).toBeNull();
  });
  it('a result disputed by its own numbers', () => {
    const disputed = (earlier: Passage[], at: Passage) => resultDisputed(earlier.at(-1), at);
    expect(last('In 3 weeks of 7 days there are 24 days.\n7 × 3 = 21', disputed)).toMatch(/^changed: .*24/);
    expect(last('In 3 weeks there are 24 days.\n8 × 2 = 16', disputed)).toBeNull();
  });
  it('a named quantity', () => {
    const named = (earlier: Passage[], at: Passage) =>
      quantityAgain(earlier, at, { exact: false, pronoun: true });
    expect(last('Number of blue balls: 12\nblue = 2', named)).toMatch(/^changed/);
    expect(last('Total: 12\nThat should be 14.', named)).toBe('changed: Total: 12 | That should be 14');
    expect(last('Total: 12\nThe total is 12.', named)).toMatch(/^same/);
    expect(last('Red: 12\nBlue: 14', named)).toBeNull();
    const exact = (earlier: Passage[], at: Passage) =>
      quantityAgain(earlier, at, { exact: true, pronoun: false });
    expect(last('Number of blue balls: 12\nblue = 2', exact)).toBeNull();
    expect(last('Total: 12\nThat should be 14.', exact)).toBeNull();
  });
  it('headings part what has the same number', () => {
    const headed = ['Method 2', 'Ana:', 'She buys 3 pens.'].map((text) => passages(`${text}\n2 + 3 = 5`)[0]);
    expect(headed.map((passage) => passage && isHeading(passage))).toEqual([true, true, false]);
  });
});
