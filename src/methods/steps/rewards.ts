/**
 * Rewards without a reward model (methods.md 12.12): of an answer its self-certainty, of a step the mean confidence of its
 * tokens, each z-scored over the pool and squeezed into (0, 1) by σ; an answer's process reward is the product of its steps'.
 */
import type { Answer } from '../define.ts';
import { selfCertaintyOf } from './candidates.ts';
import { confidencesOf } from './confidence.ts';
import { stepsOf } from './steps-of.ts';

export interface Rewarded {
  readonly answer: Answer;
  /** z-score of self-certainty in the pool. */
  readonly standing: number;
  /** (0, 1). */
  readonly outcome: number;
  /** (0, 1), one a step of `stepsOf`. */
  readonly steps: readonly number[];
  /** Product of `steps`. */
  readonly process: number;
}

/** Of a pool of answers; what has no tokens of the model's own counts as average. */
export function rewarded(answers: readonly Answer[]): Rewarded[] {
  const standings = zScores(answers.map(selfCertaintyOf));
  const confidences = answers.map(stepConfidences);
  const inPool = zScores(confidences.flat()).map(squeezed);
  let at = 0;
  return answers.map((answer, i) => {
    const steps = inPool.slice(at, (at += confidences[i]?.length ?? 0));
    const standing = standings[i] ?? 0;
    const process = steps.reduce((product, step) => product * step, 1);
    return { answer, standing, outcome: squeezed(standing), steps, process };
  });
}

/** Null: the model chose none of its tokens. */
function stepConfidences(answer: Answer): (number | null)[] {
  return stepsOf(answer).map(({ start, end }) => {
    const own = confidencesOf(answer.tokens.slice(start, end));
    return own.length === 0 ? null : own.reduce((sum, value) => sum + value, 0) / own.length;
  });
}

function zScores(values: readonly (number | null)[]): number[] {
  const known = values.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return values.map((value) => (value === null || !(deviation > 0) ? 0 : (value - mean) / deviation));
}
function squeezed(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
