/**
 * How sure a model was of each step of an answer, and which step it was least sure of: the mean self-certainty
 * (methods.md 1.2; arXiv 2502.18581) of the tokens that it chose itself. Nats, higher is surer.
 */
import { countsInAverages } from '#core/trace/branch-view.ts';
import type { TokenEvent } from '#core/trace/events.ts';
import type { StepRange } from './split-steps.ts';

export interface StepCertainty {
  readonly step: StepRange;
  /** Mean over the tokens that the model chose itself, nats; null when it chose none. */
  readonly meanSelfCertainty: number | null;
}

export function stepCertainties(steps: readonly StepRange[], tokens: readonly TokenEvent[]): StepCertainty[] {
  return steps.map((step) => ({ step, meanSelfCertainty: meanOf(tokens.slice(step.start, step.end)) }));
}
function meanOf(tokens: readonly TokenEvent[]): number | null {
  const own = tokens.filter(countsInAverages);
  return own.length === 0 ? null : own.reduce((sum, token) => sum + token.selfCertainty, 0) / own.length;
}

/** What can be gone back to: numbered steps where there are any, else every line with text. */
export function properSteps<T extends { readonly step: StepRange }>(all: readonly T[]): T[] {
  const numbered = all.filter(({ step }) => step.kind === 'step');
  return numbered.length > 0 ? numbered : all.filter(({ step }) => step.text.trim() !== '');
}

/** The earliest of equals; null when the model wrote none of them itself. */
export function leastCertain(all: readonly StepCertainty[]): StepCertainty | null {
  const own = all.filter(({ meanSelfCertainty: mean }) => mean !== null);
  return own.toSorted((a, b) => certaintyOf(a) - certaintyOf(b))[0] ?? null;
}

export function certaintyOf({ meanSelfCertainty: mean }: StepCertainty): number {
  return mean ?? Infinity;
}
