import { describe, expect, it } from 'vitest';
import { token } from '#state/token-fixture.ts';
import { tokenName } from './token-name.ts';

describe('token names', () => {
  it('says text, probability, entropy, place and mark', () => {
    const unsure = token({ logprob: Math.log(0.62), entropy: 0.77 });
    const place = { row: 'step 1', verdict: 'wrong' };
    expect(tokenName({ token: unsure, text: ' 18', parts: 1, place, signals: ['probability'] })).toBe(
      'token 18, 62 percent, entropy 0.77, step 1, wrong',
    );
  });
  it('says line breaks, small probabilities and what was forced', () => {
    const forced = token({ logprob: -9, entropy: 0.1, forced: 'marker' });
    const place = { row: 'line 2', verdict: null };
    expect(tokenName({ token: forced, text: '\n', parts: 1, place, signals: [] })).toBe(
      'token line break, under 1 percent, entropy 0.10, line 2, injected',
    );
  });
  it('says the number of a signal that is shown besides', () => {
    const shown = token({ margin: 0.314, selfCertainty: 3.14 });
    const place = { row: 'step 1', verdict: null };
    const signals = ['margin', 'self-certainty', 'margin'] as const;
    expect(tokenName({ token: shown, text: ' 18', parts: 1, place, signals })).toContain(
      'entropy 0.02, margin 0.31, self-certainty 3.1, step 1',
    );
  });
  it('says that a character takes several tokens', () => {
    const place = { row: 'line 1', verdict: null };
    expect(tokenName({ token: token({}), text: 'é', parts: 2, place, signals: [] })).toMatch(
      /^token é, one character of 2 tokens, \d+ percent, /,
    );
  });
});
