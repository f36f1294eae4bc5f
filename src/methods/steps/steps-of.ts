/** The steps of an answer, with their token ranges: what methods go back to and measure. */
import { splitSteps } from '#scoring/steps/split-steps.ts';
import type { StepRange } from '#scoring/steps/split-steps.ts';
import type { Answer } from '../define.ts';

export function stepsOf({ pieces, length }: Pick<Answer, 'pieces' | 'length'>): readonly StepRange[] {
  return splitSteps(pieces.slice(0, length));
}
