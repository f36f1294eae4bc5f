/**
 * With what probability a token would have been drawn at a place: the raw probability p after temperature T, top-k and
 * top-p, in the sampler's order (engine/sampling/sample.ts), from logprobs alone.
 *   T = 0: 1 for the likeliest token, else 0.   T > 0: q_i = p_i^(1/T) / Z for what is kept, else 0.
 * Z is a sum over all that is kept, which the candidates on hand do not show. It is exact all the same when nothing is
 * cut and T = 1 (Z = 1), when top-k keeps no more than the candidates on hand and top-p is off, or when a token was drawn
 * here: it came with its own q, so Z = p^(1/T) / q. Anything else is not known, rather than estimated.
 */
import type { SamplingSettings } from '#core/trace/events.ts';

interface Choice {
  /** Raw, natural logarithm. */
  readonly logprob: number;
  /** 1 = most likely. */
  readonly rank: number;
}
export interface SamplingPlace {
  readonly settings: SamplingSettings;
  /** Logprobs of the likeliest tokens, falling: ranks 1, 2, … */
  readonly top: readonly number[];
  /** The token that was drawn here, with the probability it was drawn with; null where it was forced. */
  readonly drawn: { readonly logprob: number; readonly probability: number } | null;
}

/** In [0, 1]; null where it cannot be known exactly. */
export function samplingProbability(choice: Choice, place: SamplingPlace): number | null {
  const { temperature } = place.settings;
  if (temperature <= 0) return choice.rank === 1 ? 1 : 0;
  const logZ = logNormaliser(place);
  if (logZ === null) return null;
  const kept = isKept(choice.rank, place, logZ);
  if (kept === null) return null;
  return kept ? Math.min(1, Math.exp(choice.logprob / temperature - logZ)) : 0;
}

/** log Z, or null. */
function logNormaliser({ settings, top, drawn }: SamplingPlace): number | null {
  const { temperature, topK, topP } = settings;
  const isWhole = topK <= 0 && topP >= 1;
  if (isWhole && temperature === 1) return 0;
  if (drawn !== null && drawn.probability > 0)
    return drawn.logprob / temperature - Math.log(drawn.probability);
  if (topP >= 1 && topK > 0 && topK <= top.length) return Math.log(weightOf(top.slice(0, topK), temperature));
  return null;
}

function weightOf(logprobs: readonly number[], temperature: number): number {
  return logprobs.reduce((sum, logprob) => sum + Math.exp(logprob / temperature), 0);
}

/** What is kept sums to 1, so the nucleus ends where the candidates' shares have reached it. */
const ROUNDING = 1e-6;

/** Null where the candidates on hand end before the nucleus does. */
function isKept(rank: number, { settings, top }: SamplingPlace, logZ: number): boolean | null {
  const { temperature, topK, topP } = settings;
  if (topK > 0 && rank > topK) return false;
  if (topP >= 1) return true;
  const above = weightOf(top.slice(0, rank - 1), temperature) / Math.exp(logZ);
  if (above >= 1 - ROUNDING) return false;
  return rank <= top.length ? true : null;
}
