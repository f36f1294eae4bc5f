import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { token } from './token-fixture.ts';
import {
  BARS,
  BINS,
  SIGNALS,
  SIGNAL_FACTS,
  barEdges,
  binOf,
  scaleFor,
  tokenBar,
  tokenBin,
} from './signals.ts';

describe('bins', () => {
  it('puts a sure token first and an unsure one last', () => {
    const scale = scaleFor('probability', []);
    expect(tokenBin(scale, token({ logprob: Math.log(0.999) }))).toBe(0);
    expect(tokenBin(scale, token({ logprob: Math.log(0.62) }))).toBe(3);
    expect(tokenBin(scale, token({ logprob: Math.log(0.01) }))).toBe(6);
    expect(tokenBin(scaleFor('entropy', []), token({ entropy: 0.77 }))).toBe(3);
    expect(tokenBin(scaleFor('margin', []), token({ margin: 0.31 }))).toBe(4);
  });
  it('gives an edge to the surer side', () => {
    expect(binOf(scaleFor('probability', []), 0.99)).toBe(0);
    expect(binOf(scaleFor('entropy', []), 0.05)).toBe(0);
  });
  it('spreads self-certainty over what is there, forced and special tokens aside', () => {
    const scale = scaleFor('self-certainty', [
      token({ selfCertainty: 1.2 }),
      token({ selfCertainty: 7.5 }),
      token({ selfCertainty: 40, forced: 'marker' }),
      token({ selfCertainty: 50, special: true }),
    ]);
    expect(scale.edges).toEqual([7, 6, 5, 4, 3, 2]);
    expect(binOf(scale, 7.5)).toBe(0);
    expect(binOf(scale, 1.2)).toBe(6);
  });
  it('has no edges, and no colour, where nothing was measured', () => {
    const scale = scaleFor('self-certainty', [token({ forced: 'marker' })]);
    expect(scale.edges).toEqual([]);
    expect(binOf(scale, 3)).toBe(0);
  });
  it('draws bars of the same edges, no bar for the surest', () => {
    const scale = scaleFor('probability', []);
    expect(barEdges(scale)).toEqual([0.99, 0.8, 0.4]);
    const barAt = (probability: number) => tokenBar(scale, token({ logprob: Math.log(probability) }));
    expect([0.995, 0.9, 0.79, 0.5, 0.3, 0.01].map(barAt)).toEqual([0, 1, 2, 2, 3, 3]);
    expect(Math.max(...[0.995, 0.01].map(barAt))).toBe(BARS - 1);
    expect(barEdges(scaleFor('self-certainty', []))).toEqual([]);
  });
  it('is monotone: surer never gets a stronger colour', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SIGNALS),
        fc.double({ min: 0, max: 12, noNaN: true }),
        fc.double({ min: 0, max: 12, noNaN: true }),
        (signal, a, b) => {
          const scale = scaleFor(signal, [token({ selfCertainty: a }), token({ selfCertainty: b })]);
          const [surer, other] = a > b === SIGNAL_FACTS[signal].highIsSure ? [a, b] : [b, a];
          expect(binOf(scale, surer)).toBeLessThanOrEqual(binOf(scale, other));
          expect(binOf(scale, other)).toBeLessThan(BINS);
        },
      ),
    );
  });
});
