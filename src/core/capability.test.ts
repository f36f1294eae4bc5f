import { describe, expect, it } from 'vitest';
import { lackReason } from './capability.ts';

describe('lackReason', () => {
  it('is null where everything that is required is there', () => {
    expect(lackReason([], ['hidden', 'rewind'])).toBeNull();
    expect(lackReason(['rewind'], ['hidden'])).toBeNull();
    expect(lackReason(['rewind'])).toBeNull();
  });
  it('says what is missing and what to do', () => {
    expect(lackReason(['rewind'], ['hidden', 'rewind'])).toMatch(/keeps one only.*on another engine\.$/);
    expect(lackReason(['hidden'], ['hidden'])).toMatch(/hidden states.*on another engine\.$/);
  });
});
