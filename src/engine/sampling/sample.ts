/**
 * Draws one token from raw logits. Order: temperature, then top-k, top-p and min-p, each on what the one before left
 * and with the mass renormalised (the order of transformers' logits warpers). Chance comes from the Rng alone, one
 * number a token, so that a seed gives the same text on every backend that gives the same logits.
 * It must not write into the logits: the engine keeps them.
 */
import type { TokenId } from '#core/ids.ts';
import type { Rng } from '#core/rng.ts';
import type { SamplingSettings } from '#core/trace/events.ts';

export interface Sampling extends SamplingSettings {
  /** Least probability relative to the likeliest token's, in [0, 1); 0 or absent is off. */
  readonly minP?: number;
}
export interface Sampled {
  readonly id: TokenId;
  /** Probability with which this token was drawn: after temperature and truncation; 1 when greedy. */
  readonly prob: number;
}

export function sampleToken(logits: Float32Array, settings: Sampling, rng: Rng): Sampled {
  const best = argmax(logits);
  if (settings.temperature <= 0) return { id: best, prob: 1 };
  const weights = temperedWeights(logits, best, settings.temperature);
  const kept = truncate(weights, settings);
  return kept === null ? drawFrom(weights, rng) : drawAmong(kept, weights, rng);
}

function argmax(logits: Float32Array): TokenId {
  let best = 0;
  for (let i = 1; i < logits.length; i++) if ((logits[i] as number) > (logits[best] as number)) best = i;
  return best;
}

/** e^((z − max) / T), float64: unnormalised, largest 1. */
function temperedWeights(logits: Float32Array, best: TokenId, temperature: number): Float64Array {
  const weights = new Float64Array(logits.length);
  const max = logits[best] as number;
  for (let i = 0; i < weights.length; i++) weights[i] = Math.exp(((logits[i] as number) - max) / temperature);
  return weights;
}

/** Ids that may be drawn, likeliest first, ties by smaller id; null when every token may. */
function truncate(weights: Float64Array, { topK, topP, minP = 0 }: Sampling): TokenId[] | null {
  const limitK = topK > 0 && topK < weights.length;
  const limitP = topP < 1;
  if (!limitK && !limitP && minP <= 0) return null;
  const floor = limitK ? kthLargest(weights, topK) : limitP ? nucleusFloor(weights, topP) : minP;
  let kept = fallingIds(weights, floor);
  if (limitK) kept = kept.slice(0, topK);
  if (limitP) kept = nucleus(kept, weights, topP * (limitK ? massOf(kept, weights) : total(weights)));
  return kept.filter((id, i) => i === 0 || (weights[id] as number) >= minP);
}

/**
 * A weight below which nothing can be in the nucleus: tokens under (1 − p)·S / V together hold less than 1 − p of the
 * mass S. It keeps the sort to the few tokens that matter.
 */
function nucleusFloor(weights: Float64Array, topP: number): number {
  return Math.min(1, ((1 - topP) * total(weights)) / weights.length);
}

function total(weights: Float64Array): number {
  let sum = 0;
  for (const w of weights) sum += w;
  return sum;
}

/** By insertion into a short sorted list: sorting the vocabulary would cost more than the statistics do. */
function kthLargest(weights: Float64Array, k: number): number {
  const largest = new Float64Array(k).fill(-1);
  for (const w of weights) {
    if (w <= (largest[k - 1] as number)) continue;
    let at = k - 1;
    while (at > 0 && (largest[at - 1] as number) < w) largest[at] = largest[--at] as number;
    largest[at] = w;
  }
  return largest[k - 1] as number;
}

function fallingIds(weights: Float64Array, floor: number): TokenId[] {
  const ids: TokenId[] = [];
  for (let i = 0; i < weights.length; i++) if ((weights[i] as number) >= floor) ids.push(i);
  return ids.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b);
}

/** Shortest head of `ids` that holds `mass`; at least one. */
function nucleus(ids: readonly TokenId[], weights: Float64Array, mass: number): TokenId[] {
  let held = 0;
  let count = 0;
  while (count < ids.length && (count === 0 || held < mass))
    held += weights[ids[count++] as TokenId] as number;
  return ids.slice(0, count);
}

function massOf(ids: readonly TokenId[], weights: Float64Array): number {
  return ids.reduce((sum, id) => sum + (weights[id] as number), 0);
}

function drawAmong(ids: readonly TokenId[], weights: Float64Array, rng: Rng): Sampled {
  const mass = massOf(ids, weights);
  let left = rng.next() * mass;
  let chosen = ids[0] as TokenId;
  for (const id of ids) {
    chosen = id;
    left -= weights[id] as number;
    if (left < 0) break;
  }
  return { id: chosen, prob: (weights[chosen] as number) / mass };
}

function drawFrom(weights: Float64Array, rng: Rng): Sampled {
  const mass = total(weights);
  let left = rng.next() * mass;
  let chosen = 0;
  for (let id = 0; id < weights.length; id++) {
    if (weights[id] === 0) continue;
    chosen = id;
    left -= weights[id] as number;
    if (left < 0) break;
  }
  return { id: chosen, prob: (weights[chosen] as number) / mass };
}
