import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { checkAnswer } from '#tasks/check-answer.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { finalAnswer } from '#tasks/parse-line.ts';
import { solution } from '#tasks/problem.ts';
import type { Problem } from '#tasks/problem.ts';

const problems = fc
  .record({ seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }), difficulty: fc.constantFrom(2, 3, 4, 5) })
  .map(generateProblem);

/** Eva has 10. Eva buys 9 jars with 9 each. Eva loses 4. */
const eva: Problem = {
  family: 'word-problem',
  seed: 0,
  difficulty: 3,
  text: '',
  name: 'Eva',
  thing: 'stickers',
  start: 10,
  steps: [
    {
      index: 1,
      left: { value: 9, source: null },
      op: '*',
      right: { value: 9, source: null },
      result: 81,
      statement: 0,
    },
    {
      index: 2,
      left: { value: 10, source: 0 },
      op: '+',
      right: { value: 81, source: 1 },
      result: 91,
      statement: 0,
    },
    {
      index: 3,
      left: { value: 91, source: 2 },
      op: '-',
      right: { value: 4, source: null },
      result: 87,
      statement: 1,
    },
  ],
  answer: 87,
  distractors: [],
};
const kinds = (lines: string[]): string[] =>
  checkAnswer(eva, lines).map((verdict) =>
    verdict.kind === 'wrong' ? `${verdict.reason}: ${verdict.expected}` : verdict.kind,
  );

describe('checkAnswer', () => {
  it('accepts every right solution', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        for (const { kind } of checkAnswer(problem, solution(problem))) expect(kind).toBe('right');
      }),
      { numRuns: 1000 },
    );
  });

  it('accepts factors and summands in the other order, but not subtrahends', () => {
    expect(kinds(['Step 1: 9 * 9 = 81.', 'Step 2: 81 + 10 = 91.', 'Step 3: 4 - 91 = 87.'])).toEqual([
      'right',
      'right',
      'operand: Step 3: 91 - 4 = 87.',
    ]);
  });

  it('names a slip once and lets what is built on it follow', () => {
    expect(
      kinds(['Step 1: 9 * 9 = 82.', 'Step 2: 10 + 82 = 92.', 'Step 3: 92 - 4 = 88.', 'The answer is 88.']),
    ).toEqual(['arithmetic: Step 1: 9 * 9 = 81.', 'follows', 'follows', 'follows']);
  });

  it('expects of a second slip what follows from the first', () => {
    expect(kinds(['Step 1: 9 * 9 = 82.', 'Step 2: 10 + 82 = 93.'])[1]).toBe(
      'arithmetic: Step 2: 10 + 82 = 92.',
    );
  });

  it('tells operation, operand and missing statement apart', () => {
    expect(kinds(['Step 1: 9 + 9 = 18.'])).toEqual(['operation: Step 1: 9 * 9 = 81.']);
    expect(kinds(['Step 1: 9 * 9 = 81.', 'Step 2: 10 + 9 = 19.'])[1]).toBe('operand: Step 2: 10 + 81 = 91.');
    expect(kinds(['Step 1: 9 * 9 = 81.', 'Step 2: 10 + 81 = 91.', 'The answer is 91.'])[2]).toBe(
      'answer: The answer is 87.',
    );
    expect(kinds(['Step 4: 87 + 1 = 88.'])).toEqual(['no-such-step: The answer is 87.']);
  });

  it('checks afresh after Wait, from the step that is named', () => {
    const wrong = [
      'Step 1: 9 * 9 = 81.',
      'Step 2: 10 + 81 = 92.',
      'Step 3: 92 - 4 = 88.',
      'The answer is 88.',
    ];
    const again = [
      'Wait, let me check.',
      'Step 2: 10 + 81 = 91.',
      'Step 3: 91 - 4 = 87.',
      'The answer is 87.',
    ];
    expect(kinds([...wrong, ...again]).slice(4)).toEqual(['unknown', 'right', 'right', 'right']);
  });

  it('judges a step that is taken back, and the step written again', () => {
    expect(kinds(['Step 1: 9 * 9 = 80. No.', 'Step 1: 9 * 9 = 81.', 'Step 2: 10 + 81 = 91.'])).toEqual([
      'arithmetic: Step 1: 9 * 9 = 81.',
      'right',
      'right',
    ]);
  });

  it('has a verdict for any text and never throws', () => {
    fc.assert(
      fc.property(problems, fc.array(fc.string()), (problem, lines) => {
        expect(checkAnswer(problem, lines)).toHaveLength(lines.length);
      }),
    );
    expect(kinds(['', 'Hello.', 'Step 2: 10 + 81 = 91', 'Step x: 1 + 1 = 2.'])).toEqual(
      Array(4).fill('unknown'),
    );
  });
});

describe('finalAnswer', () => {
  it('is the last one that is written, or null', () => {
    expect(
      finalAnswer(['The answer is 88.', 'Wait, let me check.', 'The answer is 87.', 'So that was wrong.']),
    ).toBe(87);
    expect(finalAnswer(['Step 1: 9 * 9 = 81.'])).toBeNull();
  });
});
