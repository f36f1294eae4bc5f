import { describe, expect, it } from 'vitest';
import { generateProblem } from '#tasks/generate-problem.ts';
import { plantPlaces } from '#tasks/planted-turns.ts';
import { formatPlant, nearestPlace, parsePlant, treatmentOf } from './compare-treatment.ts';

const problem = generateProblem({ seed: 7, difficulty: 2 });

describe('what is done, as the address says it', () => {
  it('is read as it is written', () => {
    const wanted = { turn: 'user', place: { step: 2, kind: 'wrong-operand' } } as const;
    expect(formatPlant(wanted)).toBe('user-2-wrong-operand');
    expect(parsePlant('user-2-wrong-operand')).toEqual(wanted);
    expect(parsePlant('free')).toBeNull();
    for (const bad of ['', 'own', 'own-1-typo', 'own-0-slip', 'theirs-1-slip', 'own-1-slip-2'])
      expect(parsePlant(bad)).toBeUndefined();
  });
  it('becomes the nearest error that the problem allows', () => {
    const places = plantPlaces(problem);
    for (const place of places) expect(nearestPlace(problem, place)).toEqual(place);
    expect(nearestPlace(problem, { step: 2, kind: 'used-distractor' })?.step).toBe(2);
    expect(nearestPlace(problem, { step: 9, kind: 'slip' })).toEqual(places[0]);
  });
  it('has a marker in the model’s own turn only', () => {
    const own = treatmentOf({ plant: 'own-1-slip', marker: 'Wait,' }, problem);
    expect(own).toMatchObject({ turn: 'own', marker: 'Wait,' });
    expect(treatmentOf({ plant: 'user-1-slip', marker: 'Wait,' }, problem)).toMatchObject({ marker: '' });
    expect(treatmentOf({ plant: 'free', marker: 'Wait,' }, problem)).toEqual({ type: 'free' });
  });
});
