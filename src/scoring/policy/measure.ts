/**
 * What a policy looks at. Of a step: the mean self-certainty of the tokens that the model chose itself (methods.md 1.2;
 * arXiv 2502.18581) or the highest entropy among them; of a finished answer its P(True) (arXiv 2207.05221), read elsewhere.
 * None has a scale that holds for every model, so thresholds belong to a model.
 */
import { countsInAverages } from '#core/trace/branch-view.ts';
import type { PolicySignal, TokenEvent } from '#core/trace/events.ts';

export type StepSignal = Exclude<PolicySignal, 'ptrue'>;

/** Nats; null for a step of which the model chose nothing itself. */
export function measureStep(signal: StepSignal, tokens: readonly TokenEvent[]): number | null {
  const own = tokens.filter(countsInAverages);
  if (own.length === 0) return null;
  if (signal === 'entropy') return Math.max(...own.map(({ entropy }) => entropy));
  return own.reduce((sum, { selfCertainty }) => sum + selfCertainty, 0) / own.length;
}

/** A value on the threshold passes. */
export function fails(signal: PolicySignal, value: number, threshold: number): boolean {
  return signal === 'entropy' ? value > threshold : value < threshold;
}

/** The index of the surest value, the earliest of equals; -1 where nothing was measured. */
export function surest(signal: PolicySignal, values: readonly (number | null)[]): number {
  let best = -1;
  values.forEach((value, i) => {
    const standing = values[best] ?? null;
    if (value !== null && (standing === null || fails(signal, standing, value))) best = i;
  });
  return best;
}
