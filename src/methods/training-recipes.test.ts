import { describe, expect, it } from 'vitest';
import { METHODS } from '#methods/index.ts';
import { TRAINING_RECIPES } from './training-recipes.ts';

describe.each(TRAINING_RECIPES.map((recipe) => [recipe.id, recipe] as const))('%s', (id, recipe) => {
  it('says when it corrects and whose feedback it uses', () => {
    expect(recipe.corrects).toBe('training');
    expect(recipe.feedback.length).toBeGreaterThan(0);
    for (const words of [recipe.title, ...recipe.algorithm]) expect(words.trim()).not.toBe('');
    for (const sentence of recipe.idea) expect(sentence).toMatch(/^[A-Z“].*\.$/);
    expect(recipe.source).toMatch(/\d{4}\.\d{4,5}/);
  });
  it('has a name of its own', () => {
    expect(Object.keys(METHODS)).not.toContain(id);
    expect(TRAINING_RECIPES.filter((one) => one.id === id)).toHaveLength(1);
  });
});
