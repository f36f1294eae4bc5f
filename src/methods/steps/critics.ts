/** Three critics of a step, all of them the model itself: of where it leads, of the step, of how it ends. Row 48. */
import { countsInAverages } from '#core/trace/branch-view.ts';
import { sequenceScores } from '#scoring/sequence-scores.ts';
import type { Answer, MethodContext, Traced } from '../define.ts';

export interface CriticWeights {
  readonly value: number;
  readonly process: number;
  readonly outcome: number;
}
export interface Criticised {
  /** The answer up to the end of the step. */
  readonly step: Answer;
  /** The same, written to its end. */
  readonly whole: Answer;
  /** Weighted mean of the critics that said something, [0, 1]; null when none did. */
  readonly score: number | null;
}

/** Writes each step to its end, greedily, and has all of them judged. */
export async function* criticised(
  ctx: MethodContext,
  steps: readonly Answer[],
  weights: CriticWeights,
): Traced<Criticised[]> {
  const open = steps.filter(({ end }) => end === 'step-end');
  const ended = yield* ctx.together(open.map((from) => ({ from, label: 'to the end' })));
  const wholes = steps.map((step) => ended[open.indexOf(step)] ?? step);
  const beginnings = yield* ctx.ptrue(steps.map((answer) => ({ answer, at: answer.length })));
  const outcomes = yield* ctx.ptrue(wholes.map((answer) => ({ answer })));
  return steps.map((step, i) => ({
    step,
    whole: wholes[i] ?? step,
    score: weightedMean([
      [weights.value, beginnings[i]?.pTrue ?? null],
      [weights.process, tokenProbability(step)],
      [weights.outcome, outcomes[i]?.pTrue ?? null],
    ]),
  }));
}

/** Geometric mean of the raw probabilities of what the model wrote of the step. */
function tokenProbability({ tokens, start }: Answer): number | null {
  const scores = sequenceScores(tokens.slice(start).filter(countsInAverages));
  return scores === null ? null : Math.exp(scores.meanLogprob);
}

function weightedMean(parts: readonly (readonly [weight: number, value: number | null])[]): number | null {
  const known = parts.flatMap(([weight, value]) =>
    value === null || weight === 0 ? [] : [{ weight, value }],
  );
  const weights = known.reduce((sum, { weight }) => sum + weight, 0);
  return weights === 0 ? null : known.reduce((sum, { weight, value }) => sum + weight * value, 0) / weights;
}
