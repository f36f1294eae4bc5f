import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createRng } from '#core/rng.ts';
import { checkAnswer } from '#tasks/check-answer.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { finalAnswer } from '#tasks/parse-line.ts';
import { plantAnyError, plantError } from '#tasks/plant-error.ts';
import { solution } from '#tasks/problem.ts';
import { PLANT_KINDS } from '#tasks/wrong-lines.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const problems = fc
  .record({
    seed: seeds,
    difficulty: fc.constantFrom(2, 3, 4, 5),
    distractors: fc.integer({ min: 0, max: 4 }),
  })
  .map(generateProblem);

describe('plantError', () => {
  it('is found by the checker at its step, nowhere before, and leads to a wrong answer', () => {
    fc.assert(
      fc.property(
        problems,
        seeds,
        fc.constantFrom(...PLANT_KINDS),
        fc.integer({ min: 1, max: 5 }),
        (problem, seed, kind, step) => {
          const planted = plantError(problem, { step, kind }, createRng(seed));
          if (!planted) return;
          const verdicts = checkAnswer(problem, planted.completed).map((verdict) => verdict.kind);
          expect(verdicts.slice(0, step - 1)).toEqual(Array(step - 1).fill('right'));
          expect(verdicts[step - 1]).toBe('wrong');
          expect(verdicts.slice(step, -1)).not.toContain('wrong');
          expect(verdicts.at(-1)).toBe('follows');
          expect(planted).toMatchObject({ kind, step, lines: planted.completed.slice(0, step) });
          expect(planted.lines.slice(0, -1)).toEqual(solution(problem).slice(0, step - 1));
          expect(planted.wrongAnswer).not.toBe(problem.answer);
          expect(finalAnswer(planted.completed)).toBe(planted.wrongAnswer);
          expect(planted.trueValue).toBe(problem.steps[step - 1]?.result);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('can make every kind of mistake, and a slip at every step of most problems', () => {
    const made = new Map<string, number>();
    for (let seed = 0; seed < 300; seed++) {
      const problem = generateProblem({ seed, difficulty: 4, distractors: 2 });
      for (const kind of PLANT_KINDS)
        for (const { index } of problem.steps)
          if (plantError(problem, { step: index, kind }, createRng(seed)))
            made.set(kind, (made.get(kind) ?? 0) + 1);
    }
    for (const kind of PLANT_KINDS) expect(made.get(kind)).toBeGreaterThan(100);
    expect(made.get('slip')).toBeGreaterThan(0.95 * 1200);
  });

  it('is the same for the same seed, and null where there is no such step', () => {
    const problem = generateProblem({ seed: 5, difficulty: 3 });
    const plant = (step: number) => plantError(problem, { step, kind: 'slip' }, createRng(9));
    expect(plant(2)).toEqual(plant(2));
    expect(plant(4)).toBeNull();
  });
});

describe('plantAnyError', () => {
  it('finds a mistake for every problem', () => {
    fc.assert(
      fc.property(problems, seeds, (problem, seed) => {
        expect(plantAnyError(problem, createRng(seed))).not.toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});
