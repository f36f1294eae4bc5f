import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { generateProblem } from '#tasks/generate-problem.ts';
import { MAX_VALUE, solution } from '#tasks/problem.ts';
import { STATEMENT_FORMS } from '#tasks/surface-forms.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const difficulties = fc.constantFrom(2, 3, 4, 5);

describe('generateProblem', () => {
  it('gives the same problem for the same seed, and another for another', () => {
    fc.assert(
      fc.property(seeds, difficulties, (seed, difficulty) => {
        expect(generateProblem({ seed, difficulty })).toEqual(generateProblem({ seed, difficulty }));
      }),
    );
    const texts = Array.from({ length: 1000 }, (_, seed) => generateProblem({ seed, difficulty: 3 }).text);
    expect(new Set(texts).size).toBeGreaterThan(995);
  });

  it('has as many steps as its difficulty, and whole values in bounds', () => {
    fc.assert(
      fc.property(seeds, difficulties, (seed, difficulty) => {
        const problem = generateProblem({ seed, difficulty });
        expect(problem.steps).toHaveLength(difficulty);
        for (const { result } of problem.steps) {
          expect(Number.isInteger(result)).toBe(true);
          expect(result).toBeGreaterThanOrEqual(1);
          expect(result).toBeLessThanOrEqual(MAX_VALUE);
        }
        for (const number of problem.text.match(/\d+/g) ?? []) expect(Number(number)).toBeLessThanOrEqual(99);
        expect(problem.text).not.toMatch(/[{}]|undefined/);
        expect(problem.steps.at(-1)?.result).toBe(problem.answer);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps numbers in the range that is asked for', () => {
    const range = fc.tuple(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 5, max: 39 }));
    fc.assert(
      fc.property(seeds, difficulties, range, (seed, difficulty, [from, width]) => {
        const numbers = { from, to: from + width };
        const { start, steps } = generateProblem({ seed, difficulty, numbers });
        const given = steps.filter(({ op, right }) => '+-'.includes(op) && right.source === null);
        for (const value of [start, ...given.map(({ right }) => right.value)]) {
          expect(value).toBeGreaterThanOrEqual(from);
          expect(value).toBeLessThanOrEqual(from + width);
        }
        for (const { result } of steps) expect(result).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('asks only for the kinds that are asked for', () => {
    for (let seed = 0; seed < 200; seed++) {
      const { steps } = generateProblem({ seed, difficulty: 5, kinds: ['times', 'find'] });
      expect(steps.every(({ op, right }) => op === '+' || (op === '*' && right.value <= 3))).toBe(true);
    }
  });

  it('writes solutions whose arithmetic holds when read by JavaScript itself', () => {
    fc.assert(
      fc.property(seeds, difficulties, (seed, difficulty) => {
        const lines = solution(generateProblem({ seed, difficulty }));
        const results = lines.slice(0, -1).map((line, i) => {
          const [, left, right] = new RegExp(`^Step ${i + 1}: (.*) = (\\d+)\\.$`).exec(line) ?? [];
          expect(Function(`return ${left}`)()).toBe(Number(right));
          return right;
        });
        expect(lines.at(-1)).toBe(`The answer is ${results.at(-1)}.`);
      }),
    );
  });

  it('uses every kind of statement in at least six wordings', () => {
    for (const forms of Object.values(STATEMENT_FORMS)) expect(new Set(forms).size).toBeGreaterThanOrEqual(6);
    const text = Array.from(
      { length: 2000 },
      (_, seed) => generateProblem({ seed, difficulty: 5 }).text,
    ).join();
    for (const word of [
      'buys',
      'finds',
      'gets',
      'loses',
      'gives away',
      ' each ',
      'friends',
      'doubles',
      'parts',
    ])
      expect(text).toContain(word);
  });

  it.each([0, 1, 7, 2.5, NaN])('refuses difficulty %s and says which there are', (difficulty) => {
    expect(() => generateProblem({ seed: 1, difficulty })).toThrow('Choose 2, 3, 4, 5 or 6.');
  });
});
