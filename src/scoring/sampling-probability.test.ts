import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { sampleToken } from '#engine/sampling/sample.ts';
import { rowStatistics, targetStatistics, topK } from './row-statistics.ts';
import { samplingProbability } from './sampling-probability.ts';
import type { SamplingPlace } from './sampling-probability.ts';

const V = 40;
const PLAIN = { temperature: 1, topP: 1, topK: 0 };

/** A row of random logits, with what a place shows of it after a token was drawn there with `settings`. */
function drawnPlace(seed: number, settings: SamplingPlace['settings'], candidates = 10) {
  const rng = createRng(seed);
  const logits = Float32Array.from({ length: V }, () => 6 * rng.next());
  const { lse } = rowStatistics(logits);
  const { id, prob } = sampleToken(logits, settings, rng);
  const drawn = { logprob: targetStatistics(logits, id, lse).logprob, probability: prob };
  const top = topK(logits, candidates, lse).map(({ logprob }) => logprob);
  return { logits, lse, place: { settings, top, drawn } };
}

/** The sampler's rule over all logits, written down a second time. */
function reference(logits: Float32Array, { temperature, topK: k, topP }: SamplingPlace['settings']) {
  const order = [...logits.keys()].sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
  const weight = (id: number): number => Math.exp((logits[id] ?? 0) / temperature);
  const firstK = k > 0 ? order.slice(0, k) : order;
  const mass = firstK.reduce((sum, id) => sum + weight(id), 0);
  let held = 0;
  const kept = firstK.filter((id, i) => {
    const isIn = i === 0 || topP >= 1 || held < topP * mass;
    held += weight(id);
    return isIn;
  });
  const left = kept.reduce((sum, id) => sum + weight(id), 0);
  return (id: number): number => (kept.includes(id) ? weight(id) / left : 0);
}

describe('sampling probability', () => {
  it('equals the sampler’s own over all logits, or is not known', () => {
    const settings = fc.record({
      temperature: fc.constantFrom(0.3, 0.7, 1, 1.6),
      topK: fc.constantFrom(0, 3, 10, 25),
      topP: fc.constantFrom(1, 0.95, 0.6),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), settings, (seed, chosen) => {
        const { logits, lse, place } = drawnPlace(seed, chosen);
        const truth = reference(logits, chosen);
        let known = 0;
        for (let id = 0; id < V; id++) {
          const said = samplingProbability(targetStatistics(logits, id, lse), place);
          if (said === null) continue;
          known += 1;
          expect(said).toBeCloseTo(truth(id), 5);
        }
        expect(known).toBeGreaterThanOrEqual(chosen.topP === 1 ? V : 10);
      }),
    );
  });
  it('is all or nothing for greedy decoding', () => {
    const place = { settings: { ...PLAIN, temperature: 0 }, top: [-0.1, -3], drawn: null };
    expect(samplingProbability({ logprob: -0.1, rank: 1 }, place)).toBe(1);
    expect(samplingProbability({ logprob: -3, rank: 2 }, place)).toBe(0);
  });
  it('is the raw probability where nothing is changed', () => {
    const place = { settings: PLAIN, top: [-0.5], drawn: null };
    expect(samplingProbability({ logprob: -2, rank: 7 }, place)).toBeCloseTo(Math.exp(-2), 12);
  });
  it('is not known at another temperature where no token was drawn, unless top-k keeps what is on hand', () => {
    const place = { settings: { ...PLAIN, temperature: 0.7 }, top: [-0.5, -1.5, -3], drawn: null };
    expect(samplingProbability({ logprob: -0.5, rank: 1 }, place)).toBeNull();
    const two = { ...place, settings: { ...place.settings, topK: 2 } };
    const [first, second] = [-0.5, -1.5].map((logprob, i) =>
      samplingProbability({ logprob, rank: i + 1 }, two),
    );
    expect((first ?? 0) + (second ?? 0)).toBeCloseTo(1, 12);
    expect(samplingProbability({ logprob: -3, rank: 3 }, two)).toBe(0);
  });
});
