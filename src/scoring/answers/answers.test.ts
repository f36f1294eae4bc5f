import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalAnswers, isCorrect } from './equal-answers.ts';
import { extractAnswer, type AnswerSource } from './extract-answer.ts';
import { normaliseAnswer } from './normalise-answer.ts';

describe('extractAnswer', () => {
  it.each<[string, string, AnswerSource]>([
    ['Step 1: 9 * 9 = 81.\nStep 2: 10 + 81 = 91.\nThe answer is 91.', '91', 'phrase'],
    ['The answer is 92. Wait, let me check.\nStep 1: 1 + 90 = 91.\nThe answer is 91.', '91', 'phrase'],
    ['The answer is 12. Wait. The answer is wrong.', '12', 'phrase'],
    ['**Final answer:** $1,234.50', '1234.5', 'phrase'],
    ['So the answer is **42** apples.', '42', 'phrase'],
    ['The answer is 12 because 5 + 7 = 12.', '12', 'phrase'],
    ['The answer is \\(42\\).', '42', 'phrase'],
    ['The answer is 3.5. That is all.', '3.5', 'phrase'],
    ['Therefore the answer is (B).', 'B', 'phrase'],
    ['Answer: Yes', 'yes', 'phrase'],
    ['The answer is 7. So \\boxed{\\frac{2}{4}} and \\boxed{\\text{no', '1/2', 'boxed'],
    ['We get $\\boxed{x = \\{1\\}}$', '\\{1\\}', 'boxed'],
    ['9 - 3 = 6\n#### 1,006', '1006', 'hashes'],
    ['{"reason": "5 + 7", "answer": "12 apples"}', '12', 'json'],
    ['{"final_answer": -3.50}', '-3.5', 'json'],
    ['I would pick (A), no, (C)', 'C', 'letter'],
    ['Step 2: 10 + 81 = 91.', '91', 'last-number'],
    ['10 - 12 = -2', '-2', 'last-number'],
    ['1. Add 5 and 6.\n2. Get 11 in all', '11', 'last-number'],
  ])('%s', (text, value, source) => {
    expect(extractAnswer(text)).toMatchObject({ value, source });
  });
  it.each(['', '   \n', 'I do not know', '#### Step one', 'Step 3: '])('nothing in %j', (text) => {
    expect(extractAnswer(text)).toBeNull();
  });
  it('takes the delimiter that was asked for before the others', () => {
    const text = '{"answer": 4} and \\boxed{5}';
    expect(extractAnswer(text)).toMatchObject({ value: '5', source: 'boxed' });
    expect(extractAnswer(text, { asked: 'json' })).toMatchObject({ value: '4', source: 'json' });
    expect(extractAnswer('only 6', { asked: 'boxed' })).toMatchObject({ value: '6', source: 'last-number' });
  });
  it('guesses only when it may', () => {
    expect(extractAnswer('10 + 81 = 91', { guess: false })).toBeNull();
    expect(extractAnswer('The answer is 91', { guess: false })?.value).toBe('91');
  });
  it('takes any text, and what it finds is already normal', () => {
    const part = fc.constantFrom(
      'The answer is ',
      '\\boxed{',
      '}',
      '####',
      '(B)',
      '{"answer": "',
      '"',
      '\n',
      '.',
      '7',
      'é',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 30 }), (parts) => {
        const got = extractAnswer(parts.join(''));
        if (got) expect(got.value.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('normaliseAnswer', () => {
  it.each([
    ['50%', '50'],
    ['50 percent', '50'],
    ['$ 3.00', '3'],
    ['€1,000', '1000'],
    ['12 km/h', '12'],
    ['5cm', '5'],
    ['3 square metres', '3'],
    ['3x', '3x'],
    ['6 hundred', '6 hundred'],
    ['5 and a half', '5 and a half'],
    ['2½', '5/2'],
    ['-½', '-1/2'],
    ['10²', '10²'],
    ['\\dfrac{6}{4}', '3/2'],
    ['1/0', '1/0'],
    ['−7', '-7'],
    ['- 7', '-7'],
    ['007', '7'],
    ['-0.0', '0'],
    ['x = 5', '5'],
    ['(3, 4)', '(3, 4)'],
    ['3,4', '3,4'],
    ['"Paris".', 'paris'],
    ['Yes.', 'yes'],
    ['a', 'a'],
    ['B', 'B'],
    ['(b)', 'B'],
    ['c)', 'C'],
    ['\\text{five}', 'five'],
  ])('%s is %s', (raw, value) => {
    expect(normaliseAnswer(raw)).toBe(value);
  });
  it('is null for nothing', () => {
    expect(['', ' ', '.', '**'].map(normaliseAnswer)).toEqual([null, null, null, null]);
  });
  it('done twice is done once, for numbers', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 999 }), (a, b) => {
        const once = normaliseAnswer(`${a}/${b}`) ?? '';
        expect(normaliseAnswer(once)).toBe(once);
        expect(equalAnswers(once, normaliseAnswer(`${a * 3}/${b * 3}`) ?? '')).toBe(true);
      }),
    );
  });
});

describe('equalAnswers', () => {
  it.each([
    ['1/3', '0.333333', true],
    ['1/3', '0.3333', false],
    ['0.5', '1/2', true],
    ['2', '2.0000001', true],
    ['9007199254740993', '9007199254740992', false],
    ['yes', 'no', false],
    ['a', 'A', false],
    ['5', 'five', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(equalAnswers(a, b)).toBe(same);
    expect(equalAnswers(b, a)).toBe(same);
  });
  it('judges raw texts, and nothing is never right', () => {
    expect(isCorrect('$91.00', '91')).toBe(true);
    expect(isCorrect(null, '91')).toBe(false);
    expect(isCorrect('.', '.')).toBe(false);
  });
});
