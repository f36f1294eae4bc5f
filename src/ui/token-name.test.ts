import { describe, expect, it } from 'vitest';
import { token } from '#state/token-fixture.ts';
import { tokenName } from './token-name.ts';

describe('token names', () => {
  it('says text, probability, entropy, place and mark', () => {
    const unsure = token({ logprob: Math.log(0.62), entropy: 0.77 });
    expect(tokenName(unsure, ' 18', { row: 'step 1', verdict: 'wrong' }, ['probability'])).toBe(
      'token 18, 62 percent, entropy 0.77, step 1, wrong',
    );
  });
  it('says line breaks, small probabilities and what was forced', () => {
    const forced = token({ logprob: -9, entropy: 0.1, forced: 'marker' });
    expect(tokenName(forced, '\n', { row: 'line 2', verdict: null }, [])).toBe(
      'token line break, under 1 percent, entropy 0.10, line 2, injected',
    );
  });
  it('says the number of a signal that is shown besides', () => {
    const shown = token({ margin: 0.314, selfCertainty: 3.14 });
    const place = { row: 'step 1', verdict: null };
    expect(tokenName(shown, ' 18', place, ['margin', 'self-certainty', 'margin'])).toContain(
      'entropy 0.02, margin 0.31, self-certainty 3.1, step 1',
    );
  });
});
