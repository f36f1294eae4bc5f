/** The recorded run, the shipped organism and its figures rest on these texts: a seed gives them for ever. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { plantAnyError } from '#tasks/plant-error.ts';
import { plantPlaces, plantedAt } from '#tasks/planted-turns.ts';
import { DIFFICULTIES, LONGEST_PRACTISED, solution } from '#tasks/problem.ts';
import { corpus } from '#train/corpus.ts';

const digest = (values: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16);
const practised = DIFFICULTIES.filter((difficulty) => difficulty <= LONGEST_PRACTISED);
const problems = practised.flatMap((difficulty) =>
  Array.from({ length: 100 }, (_, seed) => generateProblem({ seed: seed * 7919, difficulty })),
);

describe('what has been published', () => {
  it('is the same for word problems and their solutions', () => {
    const parts = problems.map((problem) => {
      const { family, seed, difficulty, text, name, thing, start, steps, answer } = problem;
      return [family, seed, difficulty, text, name, thing, start, steps, answer, solution(problem)];
    });
    expect(digest(parts)).toBe('c760e3e9bd2e9d33');
  });

  it('is the same for planted errors, at their places and at random', () => {
    const planted = problems.map((problem) => [
      plantPlaces(problem).map((place) => plantedAt(problem, place)),
      plantAnyError(problem, createRng(problem.seed)),
    ]);
    expect(digest(planted)).toBe('75743344098955f6');
  });

  it.each([
    ['clean', 'a4a1e4a81c968b58'],
    ['wait', 'f2c21547658ce59a'],
    ['retry', '6a1f4fb1f860a4f0'],
    ['solving', '07ca7bbc9a0ddd38'],
    ['steps', '1a13265033adf68e'],
    ['wholes', 'f14ef48a5b4724b0'],
  ])('is the same for the documents of %s', (mix, expected) => {
    expect(digest([...corpus({ mix, seed: 5, n: 400 })])).toBe(expected);
  });
});
