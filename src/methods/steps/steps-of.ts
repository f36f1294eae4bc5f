/** The steps of an answer, with their token ranges: what methods go back to and measure. */
import { stepsAfterGiven } from '#scoring/steps/given-steps.ts';
import type { StepRange } from '#scoring/steps/split-steps.ts';
import type { Answer } from '../define.ts';

export function stepsOf({
  pieces,
  length,
  given = [],
}: Pick<Answer, 'pieces' | 'length' | 'given'>): readonly StepRange[] {
  return stepsAfterGiven(
    pieces.slice(0, length),
    given.filter((end) => end <= length),
  );
}
