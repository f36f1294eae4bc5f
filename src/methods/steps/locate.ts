/**
 * Where an answer went wrong, by whoever is asked. `self-found`: the first step up to which P(True) of the beginning falls
 * below a threshold; `least-certain`: the step of lowest mean self-certainty; `gold`: the checker's; `noisy-gold`: the
 * checker's with the given quality, otherwise another step by chance (arXiv 2311.08516).
 */
import type { TokenEvent } from '#core/trace/events.ts';
import { leastCertain, properSteps, stepCertainties } from '#scoring/steps/step-certainty.ts';
import type { Answer, MethodContext, Traced } from '../define.ts';
import { stepsOf } from './steps-of.ts';

export const LOCATORS = ['self-found', 'least-certain', 'gold', 'noisy-gold'] as const;
interface Locating {
  readonly location: (typeof LOCATORS)[number];
  /** P(True) below it is a mistake. */
  readonly threshold: number;
  /** Share of right locations of `noisy-gold`. */
  readonly quality: number;
}

/** Index into `stepsOf(answer)`; null when no step is held for wrong; 'unknown' where gold is asked and knows no steps. */
type Place = number | null | 'unknown';

export async function* locate(
  ctx: MethodContext,
  answer: Answer,
  { location, threshold, quality }: Locating,
): Traced<Place> {
  switch (location) {
    case 'self-found':
      return yield* firstDoubted(ctx, answer, threshold);
    case 'least-certain':
      return (
        leastCertain(properSteps(stepCertainties(stepsOf(answer), ownOrRead(answer))))?.step.index ?? null
      );
    case 'gold':
      return yield* goldStep(ctx, answer);
    case 'noisy-gold':
      return astray(ctx, answer, yield* goldStep(ctx, answer), quality);
  }
}

/** What came with the problem is judged by how sure the model was as it read it: of that it chose nothing itself. */
function ownOrRead({ tokens, given = [] }: Answer): readonly TokenEvent[] {
  const end = given.at(-1) ?? 0;
  return tokens.map((token, i) =>
    i < end || token.forced === 'planted' ? { ...token, forced: null } : token,
  );
}

async function* firstDoubted(ctx: MethodContext, answer: Answer, threshold: number): Traced<number | null> {
  const steps = properSteps(stepsOf(answer).map((step) => ({ step }))).map(({ step }) => step);
  const readings = yield* ctx.ptrue(steps.map(({ end }) => ({ answer, at: end })));
  const doubted = readings.findIndex((reading) => reading !== null && reading.pTrue < threshold);
  return steps[doubted]?.index ?? null;
}

async function* goldStep({ check }: MethodContext, answer: Answer): Traced<Place> {
  return check?.firstWrongStep == null ? 'unknown' : yield* check.firstWrongStep(answer);
}

/** "No mistake" is one of the places that may be wrong; where nothing is known, nothing can be missed. */
function astray({ rng }: MethodContext, answer: Answer, gold: Place, quality: number): Place {
  if (gold === 'unknown' || rng.next() < quality) return gold;
  const places: (number | null)[] = [null, ...stepsOf(answer).map(({ index }) => index)];
  const others = places.filter((place) => place !== gold);
  return others.length === 0 ? gold : rng.pick(others);
}
