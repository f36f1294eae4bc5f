/** Where to cut an answer when a step is to be written anew. Pure: numbers of a trace in, a place out. */
import { AppError } from '#core/app-error.ts';
import type { TokenEvent } from '#core/trace/events.ts';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import { certaintyOf, leastCertain, properSteps, stepCertainties } from '#scoring/steps/step-certainty.ts';
import type { StepCertainty } from '#scoring/steps/step-certainty.ts';
import { tokenPieces } from './token-pieces.ts';

export interface BacktrackTarget extends StepCertainty {
  /** Tokens that stay. */
  readonly at: number;
  /** "step 2: least certain, 3.1", for the branch's label. */
  readonly label: string;
}

export function certaintiesOf(tokens: readonly TokenEvent[]): StepCertainty[] {
  return stepCertainties(splitSteps(tokenPieces(tokens)), tokens);
}

/**
 * `which`: a step by its number, or the step of lowest mean self-certainty. Throws 'bad-input' when there is none.
 */
export function backtrackTarget(
  tokens: readonly TokenEvent[],
  which: number | 'least-certain',
): BacktrackTarget {
  if (which !== 'least-certain') {
    const found = stepNumbered(tokens, which);
    return { ...found, at: found.step.start, label: `step ${which}` };
  }
  const target = leastCertainStep(tokens);
  if (target !== null) return target;
  throw new AppError(
    'bad-input',
    'The model wrote no step of this answer itself. Let it write one, or choose a step.',
  );
}

/** Null when the model wrote no step of this answer itself. */
export function leastCertainStep(tokens: readonly TokenEvent[]): BacktrackTarget | null {
  const steps = properSteps(certaintiesOf(tokens));
  const found = leastCertain(steps);
  if (found === null) return null;
  const place = found.step.number ?? steps.indexOf(found) + 1;
  const label = `step ${place}: least certain, ${certaintyOf(found).toFixed(1)}`;
  return { ...found, at: found.step.start, label };
}

/**
 * The latest step that the model gave this number; in a text without numbers, by its place from 1. Throws 'bad-input'
 * when there is none.
 */
export function stepNumbered(tokens: readonly TokenEvent[], number: number): StepCertainty {
  const steps = properSteps(certaintiesOf(tokens));
  const isNumbered = steps.some(({ step }) => step.number !== null);
  const found = isNumbered ? steps.findLast(({ step }) => step.number === number) : steps[number - 1];
  if (found !== undefined) return found;
  throw new AppError(
    'bad-input',
    `This answer has no step ${number}. It has ${steps.length} steps: choose one of them.`,
    {
      steps: steps.length,
    },
  );
}
