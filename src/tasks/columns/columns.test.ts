import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createRng } from '#core/rng.ts';
import { checkColumns } from '#tasks/columns/check-columns.ts';
import { COLUMN_DIFFICULTIES, columnLine, columnSolution } from '#tasks/columns/column-problem.ts';
import type { ColumnProblem } from '#tasks/columns/column-problem.ts';
import { COLUMN_FORMS, generateColumns } from '#tasks/columns/generate-columns.ts';
import { parseColumn } from '#tasks/columns/parse-column.ts';
import { plantColumnError } from '#tasks/columns/plant-column-error.ts';
import { COLUMN_MISTAKES } from '#tasks/columns/wrong-columns.ts';
import { finalAnswer } from '#tasks/parse-line.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const difficulties = fc.constantFrom(...COLUMN_DIFFICULTIES);
const problems = fc.record({ seed: seeds, difficulty: difficulties }).map(generateColumns);
const examples = Array.from({ length: 2000 }, (_, seed) =>
  generateColumns({ seed, difficulty: 2 + (seed % 4) }),
);

/** The first generated problem of this kind, with numbers of one's own. */
function problemWith(op: '+' | '-', upper: number, lower: number): ColumnProblem {
  for (let seed = 0; ; seed++) {
    const problem = generateColumns({ seed, difficulty: 2 });
    if (problem.op === op && problem.upper === upper && problem.lower === lower) return problem;
  }
}
const sum = problemWith('+', 47, 85);
const difference = problemWith('-', 83, 47);
const kinds = (problem: ColumnProblem, lines: string[]): string[] =>
  checkColumns(problem, lines).map((verdict) =>
    verdict.kind === 'wrong' ? `${verdict.reason}: ${verdict.expected}` : verdict.kind,
  );

describe('generateColumns', () => {
  it('gives the same problem for the same seed, with the answer that JavaScript computes', () => {
    fc.assert(
      fc.property(seeds, difficulties, (seed, difficulty) => {
        const problem = generateColumns({ seed, difficulty });
        const { op, upper, lower, answer, columns, text } = problem;
        expect(generateColumns({ seed, difficulty })).toEqual(problem);
        expect(answer).toBe(op === '+' ? upper + lower : upper - lower);
        expect(answer).toBeGreaterThanOrEqual(0);
        expect(String(upper)).toHaveLength(difficulty);
        expect(columns).toHaveLength(difficulty);
        expect(columns.some(({ carryOut }) => carryOut === 1)).toBe(true);
        expect(text.match(/\d+/g)?.toSorted()).toEqual([`${upper}`, `${lower}`].toSorted());
      }),
      { numRuns: 1000 },
    );
  });

  it('writes lines whose arithmetic holds when read by JavaScript itself, and that are read back as they were', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        problem.columns.forEach((column, i) => {
          const [, left, right] = /^Step \d: (.*) = (\d+)/.exec(columnLine(column)) ?? [];
          expect(Function(`return ${left}`)()).toBe(Number(right));
          expect(column.index).toBe(i + 1);
          expect(parseColumn(columnLine(column))).toEqual(column);
        });
        expect(columnSolution(problem).at(-1)).toBe(`The answer is ${problem.answer}.`);
      }),
    );
  });

  it('writes carries and borrows out', () => {
    expect(columnSolution(sum)).toEqual([
      'Step 1: 7 + 5 = 12, carry 1.',
      'Step 2: 4 + 8 + 1 = 13.',
      'The answer is 132.',
    ]);
    expect(columnSolution(difference)).toEqual([
      'Step 1: 13 - 7 = 6, borrow 1.',
      'Step 2: 8 - 4 - 1 = 3.',
      'The answer is 36.',
    ]);
  });

  it('uses six wordings of either kind', () => {
    for (const forms of Object.values(COLUMN_FORMS)) {
      const seen = forms.filter((form) => {
        const shape = form.replace(/[?.+]/g, '\\$&').replace(/\{\w\}/g, '\\d+');
        return examples.some(({ text }) => new RegExp(`^${shape}$`).test(text));
      });
      expect(seen).toEqual(forms);
      expect(new Set(forms).size).toBeGreaterThanOrEqual(6);
    }
  });

  it.each([0, 1, 6, 2.5, NaN])('refuses difficulty %s and says which there are', (difficulty) => {
    expect(() => generateColumns({ seed: 1, difficulty })).toThrow('Choose 2, 3, 4 or 5.');
  });
});

describe('checkColumns', () => {
  it('accepts every right solution, also with summands the other way round', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const lines = columnSolution(problem);
        const turned = lines.map((line) => line.replace(/(\d) \+ (\d)/, '$2 + $1'));
        for (const { kind } of [...checkColumns(problem, lines), ...checkColumns(problem, turned)])
          expect(kind).toBe('right');
      }),
    );
  });

  it('names a slip once and lets what is built on it follow', () => {
    expect(kinds(sum, ['Step 1: 7 + 5 = 9.', 'Step 2: 4 + 8 = 12.', 'The answer is 129.'])).toEqual([
      'arithmetic: Step 1: 7 + 5 = 12, carry 1.',
      'follows',
      'follows',
    ]);
    expect(
      kinds(sum, ['Step 1: 7 + 5 = 11, carry 1.', 'Step 2: 4 + 8 + 1 = 13.', 'The answer is 131.']),
    ).toEqual(['arithmetic: Step 1: 7 + 5 = 12, carry 1.', 'right', 'follows']);
  });

  it.each([
    ['Step 1: 7 + 5 = 12.', 'carry: Step 1: 7 + 5 = 12, carry 1.'],
    ['Step 1: 7 - 5 = 2.', 'operation: Step 1: 7 + 5 = 12, carry 1.'],
    ['Step 1: 7 + 8 = 15, carry 1.', 'operand: Step 1: 7 + 5 = 12, carry 1.'],
    ['Step 2: 4 + 8 = 12.', 'carry: Step 2: 4 + 8 + 1 = 13.'],
    ['Step 3: 0 + 0 = 0.', 'no-such-step: The answer is 132.'],
    ['Step 1: 7 + 5 = 12, borrow 1.', 'unknown'],
    ['The answer is 122.', 'answer: The answer is 132.'],
  ])('says of "%s" in 47 + 85: %s', (line, expected) => {
    expect(kinds(sum, [line])).toEqual([expected]);
  });

  it.each([
    ['Step 1: 3 - 7 = 4.', 'carry: Step 1: 13 - 7 = 6, borrow 1.'],
    ['Step 1: 13 - 7 = 5, borrow 1.', 'arithmetic: Step 1: 13 - 7 = 6, borrow 1.'],
    ['Step 1: 14 - 7 = 7, borrow 1.', 'operand: Step 1: 13 - 7 = 6, borrow 1.'],
    ['Step 2: 8 - 4 = 4.', 'carry: Step 2: 8 - 4 - 1 = 3.'],
    ['Step 2: 8 + 4 + 1 = 13.', 'operation: Step 2: 8 - 4 - 1 = 3.'],
  ])('says of "%s" in 83 - 47: %s', (line, expected) => {
    expect(kinds(difference, [line])).toEqual([expected]);
  });

  it('checks afresh where columns are written again', () => {
    const lines = [
      'Step 1: 7 + 5 = 9. No.',
      ...columnSolution(sum),
      'Wait, let me check.',
      ...columnSolution(sum),
    ];
    expect(kinds(sum, lines).slice(1)).toEqual([
      ...Array(3).fill('right'),
      'unknown',
      ...Array(3).fill('right'),
    ]);
  });

  it('has a verdict for any text and never throws', () => {
    fc.assert(
      fc.property(problems, fc.array(fc.string()), (problem, lines) => {
        expect(checkColumns(problem, lines)).toHaveLength(lines.length);
      }),
    );
  });
});

describe('plantColumnError', () => {
  it('is found by the checker at its step, nowhere before, and leads to a wrong answer', () => {
    fc.assert(
      fc.property(
        problems,
        seeds,
        fc.constantFrom(...COLUMN_MISTAKES),
        fc.integer({ min: 1, max: 5 }),
        (problem, seed, kind, step) => {
          const planted = plantColumnError(problem, { step, kind }, createRng(seed));
          if (!planted) return;
          const verdicts = checkColumns(problem, planted.completed).map((verdict) => verdict.kind);
          expect(verdicts.slice(0, step - 1)).toEqual(Array(step - 1).fill('right'));
          expect(verdicts[step - 1]).toBe('wrong');
          expect(verdicts.slice(step)).not.toContain('wrong');
          expect(verdicts.at(-1)).toBe('follows');
          expect(planted).toMatchObject({ kind, step, lines: planted.completed.slice(0, step) });
          expect(planted.lines.slice(0, -1)).toEqual(columnSolution(problem).slice(0, step - 1));
          expect(planted.trueValue).toBe(problem.columns[step - 1]?.result);
          expect(planted.wrongValue).not.toBe(planted.trueValue);
          expect(planted.wrongAnswer).not.toBe(problem.answer);
          expect(finalAnswer(planted.completed)).toBe(planted.wrongAnswer);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('gives the reason that its kind is about', () => {
    const reasons = {
      slip: 'arithmetic',
      'forgotten-carry': 'carry',
      'wrong-operation': 'operation',
      'misread-digit': 'operand',
    };
    for (const problem of examples)
      for (const kind of COLUMN_MISTAKES)
        for (const { index } of problem.columns) {
          const planted = plantColumnError(problem, { step: index, kind }, createRng(problem.seed));
          if (!planted) continue;
          expect(checkColumns(problem, planted.lines).at(-1)).toMatchObject({ reason: reasons[kind] });
        }
  });

  it('can forget every carry, and no other', () => {
    for (const problem of examples)
      for (const { index, carryIn } of problem.columns) {
        const planted = plantColumnError(problem, { step: index, kind: 'forgotten-carry' }, createRng(1));
        if (carryIn === 0) expect(planted).toBeNull();
        else expect(parseColumn(planted?.lines.at(-1) ?? '')?.carryIn).toBe(0);
      }
    const planted = plantColumnError(sum, { step: 2, kind: 'forgotten-carry' }, createRng(1));
    expect(planted?.completed.slice(1)).toEqual(['Step 2: 4 + 8 = 12.', 'The answer is 122.']);
    expect(planted).toMatchObject({ wrongValue: 12, trueValue: 13, wrongAnswer: 122 });
  });
});
