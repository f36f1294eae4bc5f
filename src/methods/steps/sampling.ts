/** The parameters that all sampling methods share. */
import { int, number } from '../params.ts';
import type { IntParam, NumberParam } from '../params.ts';

/** How many, 1 to 64. */
export function samples(fallback: number): IntParam {
  return int(fallback, { min: 1, max: 64, label: 'samples' });
}
/** @param fallback of the paper, or 1: the organisms are measured there */
export function temperature(fallback = 1): NumberParam {
  return number(fallback, { min: 0.01, max: 5, label: 'temperature' });
}
