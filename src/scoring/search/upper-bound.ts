/**
 * What a tree search goes to next: UCB = Q + c·√(ln(N_parent + 1) / (N + ε)), ε = 1e-5, N visits. Higher is sooner; a
 * node that was never visited is all but infinite. Source: as MCT Self-Refine writes it, arXiv 2406.07394; methods.md 12.13.
 */
const EPSILON = 1e-5;

/** @param value Q, in the unit that c is in */
export function upperBound({ value, visits, parentVisits }: Visited, c: number): number {
  return value + c * Math.sqrt(Math.log(parentVisits + 1) / (visits + EPSILON));
}
interface Visited {
  readonly value: number;
  readonly visits: number;
  readonly parentVisits: number;
}
