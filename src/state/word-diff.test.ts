import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { shortened, wordDiff } from './word-diff.ts';
import type { Piece } from './word-diff.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('Step', '1', '9', '9.5', '+', '=', ' ', '\n', '.', 'naïve', '数'), {
      maxLength: 30,
    })
    .map((words) => words.join('')),
);
const without = (pieces: readonly Piece[], gone: Piece['change']): string =>
  pieces.flatMap(({ change, text: words }) => (change === gone ? [] : words)).join('');

/** In short: [-removed-], {+added+}. */
const shown = (before: string, after: string): string =>
  wordDiff(before, after)
    .map(({ change, text: words }) =>
      change === 'kept' ? words : change === 'removed' ? `[-${words}-]` : `{+${words}+}`,
    )
    .join('');

describe('wordDiff', () => {
  it('applied to either text gives the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = wordDiff(before, after);
        expect(without(pieces, 'added')).toBe(before);
        expect(without(pieces, 'removed')).toBe(after);
      }),
    );
  });
  it('finds no change in equal texts, and a change in others', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(wordDiff(before, before)).toEqual(before === '' ? [] : [{ change: 'kept', text: before }]);
        expect(wordDiff(before, after).some(({ change }) => change !== 'kept')).toBe(before !== after);
      }),
    );
  });
  it('has no empty piece, and no two of a kind in a row', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = wordDiff(before, after);
        expect(pieces.filter(({ text: words }) => words === '')).toEqual([]);
        expect(pieces.filter((piece, i) => piece.change === pieces[i - 1]?.change)).toEqual([]);
      }),
    );
  });
  it('keeps numbers and words whole', () => {
    expect(shown('Step 1: 9 + 9 = 18.', 'Step 1: 9 * 9 = 81.')).toBe(
      'Step 1: 9 [-+-]{+*+} 9 = [-18-]{+81+}.',
    );
    expect(shown('It costs 1,250.50 dollars.', 'It costs 1,250.75 dollars.')).toBe(
      'It costs [-1,250.50-]{+1,250.75+} dollars.',
    );
  });
  it('makes one change of several words in a row', () => {
    expect(shown('the old red barn burns', 'the new blue barn burns')).toBe(
      'the [-old red-]{+new blue+} barn burns',
    );
  });
  it('gives up on finding what long texts share only when they share neither beginning nor end', () => {
    const long = Array.from({ length: 6000 }, (_, i) => `w${i}`).join(' ');
    expect(shown(`${long} end`, `${long} stop`)).toBe(`${long} [-end-]{+stop+}`);
    expect(wordDiff(`a ${long} b`, `c ${long} d`).map(({ change }) => change)).toEqual(['removed', 'added']);
  });
});

describe('shortened', () => {
  it('keeps a few words beside each change, and every change', () => {
    const before =
      'one two three four five six OLD seven eight nine ten eleven twelve thirteen OLD end of it all now';
    expect(shortened(wordDiff(before, before.replaceAll('OLD', 'new')))).toEqual([
      { change: 'kept', text: '… four five six ' },
      { change: 'removed', text: 'OLD' },
      { change: 'added', text: 'new' },
      { change: 'kept', text: ' seven eight … eleven twelve thirteen ' },
      { change: 'removed', text: 'OLD' },
      { change: 'added', text: 'new' },
      { change: 'kept', text: ' end of … ' },
    ]);
  });
  it('leaves short texts as they are', () => {
    const pieces = wordDiff('Step 1: 9 + 9 = 18.', 'Step 1: 9 + 9 = 81.');
    expect(shortened(pieces, 6)).toEqual(pieces);
  });
});
