import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createRng } from '#core/rng.ts';
import { DISTRACTOR_FORMS } from '#tasks/distractor-forms.ts';
import { MOST_DISTRACTORS, distractorUses } from '#tasks/distractors.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { plantError } from '#tasks/plant-error.ts';
import { solution } from '#tasks/problem.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const options = fc.record({
  seed: seeds,
  difficulty: fc.constantFrom(2, 3, 4, 5),
  distractors: fc.integer({ min: 0, max: MOST_DISTRACTORS }),
});
const examples = Array.from({ length: 2000 }, (_, seed) =>
  generateProblem({ seed, difficulty: 2 + (seed % 4), distractors: 2 }),
);

describe('addDistractors', () => {
  it('changes nothing of a problem but its text, and gives the text back without them', () => {
    fc.assert(
      fc.property(options, ({ seed, difficulty, distractors }) => {
        const plain = generateProblem({ seed, difficulty });
        const problem = generateProblem({ seed, difficulty, distractors });
        expect(problem.distractors).toHaveLength(distractors);
        const without = problem.distractors.reduceRight(
          (text, { from, to }) => text.slice(0, from - 1) + text.slice(to),
          problem.text,
        );
        expect({ ...problem, text: without, distractors: [] }).toEqual(plain);
      }),
    );
  });

  it('records where each stands: its sentence, its characters, its one number', () => {
    fc.assert(
      fc.property(options, (wanted) => {
        const { text, distractors } = generateProblem(wanted);
        const sentences = text.split(/(?<=[.?]) /);
        for (const { sentence, from, to, value } of distractors) {
          expect(text.slice(from, to)).toBe(sentences[sentence]);
          expect(text.slice(from, to).match(/\d+/g)).toEqual([String(value)]);
        }
        expect(text).not.toMatch(/[{}]|undefined/);
      }),
    );
  });

  it('has numbers that occur nowhere else', () => {
    fc.assert(
      fc.property(options, (wanted) => {
        const problem = generateProblem(wanted);
        const lines = solution(problem).map((line) => line.replace(/^Step \d+/, ''));
        const elsewhere = generateProblem({ ...wanted, distractors: 0 }).text + lines.join();
        const values = problem.distractors.map(({ value }) => value);
        expect(new Set(values).size).toBe(values.length);
        for (const value of values) expect(elsewhere).not.toMatch(new RegExp(`\\b${value}\\b`));
      }),
    );
  });

  it('adds to those of a smaller count', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: MOST_DISTRACTORS }), (seed, count) => {
        const values = (distractors: number) =>
          generateProblem({ seed, difficulty: 3, distractors }).distractors.map(({ value }) => value);
        expect(values(count)).toEqual(expect.arrayContaining(values(count - 1)));
      }),
    );
  });

  it('leaves the question without a second reading', () => {
    for (const { text, name, thing, distractors } of examples) {
      const sentences = text.split(/(?<=[.?]) /);
      const inserted = new Set(distractors.map(({ sentence }) => sentence));
      for (const { sentence, kind } of distractors) {
        const own = sentences.find((_, at) => at > sentence && !inserted.has(at));
        expect(own).toContain(thing);
        const isSameThing = kind === 'other-person' && sentences[sentence]?.includes(` ${thing}`);
        if (isSameThing) expect(sentences.at(-1)).toContain(name);
      }
    }
  });

  it('uses every kind in at least six wordings', () => {
    for (const [kind, forms] of Object.entries(DISTRACTOR_FORMS)) {
      expect(new Set(forms).size).toBeGreaterThanOrEqual(6);
      expect(examples.some(({ distractors }) => distractors.some((one) => one.kind === kind))).toBe(true);
    }
  });

  it.each([-1, 5, 1.5, NaN])('refuses %s and says which numbers there are', (distractors) => {
    expect(() => generateProblem({ seed: 1, difficulty: 2, distractors })).toThrow('Choose 0 to 4.');
  });
});

describe('distractorUses', () => {
  it('finds a planted use at its step, and none in right solutions or other mistakes', () => {
    const found = examples.filter((problem) => {
      expect(distractorUses(problem, solution(problem))).toEqual([]);
      const step = 1 + (problem.seed % problem.difficulty);
      const planted = plantError(problem, { step, kind: 'used-distractor' }, createRng(1));
      if (planted === null) return false;
      const [use, ...more] = distractorUses(problem, planted.completed);
      expect(more).toEqual([]);
      expect(use?.line).toBe(step - 1);
      expect(planted.lines.at(-1)).toMatch(new RegExp(`\\b${use?.distractor.value}\\b`));
      return true;
    });
    expect(found.length).toBeGreaterThan(0.9 * examples.length);
    for (const problem of examples) {
      const slip = plantError(problem, { step: 1, kind: 'slip' }, createRng(1));
      expect(distractorUses(problem, slip?.completed ?? [])).toEqual([]);
    }
  });

  it('finds the number where it is added in a step too many', () => {
    const problem = generateProblem({ seed: 4, difficulty: 2, distractors: 1 });
    const value = problem.distractors[0]?.value ?? 0;
    const lines = solution(problem);
    lines[2] = `Step 3: ${problem.answer} + ${value} = ${problem.answer + value}.`;
    expect(distractorUses(problem, lines).map(({ line }) => line)).toEqual([2]);
    expect(
      plantError(
        generateProblem({ seed: 4, difficulty: 2 }),
        { step: 1, kind: 'used-distractor' },
        createRng(1),
      ),
    ).toBeNull();
  });
});
