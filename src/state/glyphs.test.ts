import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellsOf,
  glyphParts,
  missingBytes,
  speakable,
  textOf,
  tokenText,
  unseen,
  visible,
} from './glyphs.ts';
import { token, tokensOf } from './token-fixture.ts';

describe('cells', () => {
  it('joins the bytes of one character over several tokens', () => {
    const bytes = String.fromCharCode(...new TextEncoder().encode('🙂'));
    const tokens = [...bytes].map((byte) => token({ bytes: byte }));
    expect(cellsOf([...tokens, token({ bytes: '!' })], 10)).toEqual([
      { from: 10, to: 14, text: '🙂', special: false },
      { from: 14, to: 15, text: '!', special: false },
    ]);
  });
  it('does not join over a special token or past the end', () => {
    const half = token({ bytes: '\u00e2' });
    const cells = cellsOf([half, token({ bytes: '<|end|>', special: true }), half]);
    expect(cells.map(({ text }) => text)).toEqual(['�', '<|end|>', '�']);
  });
  it('covers every token once and never breaks a character, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(5)), (text, cuts) => {
        const bytes = [...new TextEncoder().encode(text)];
        const tokens = [];
        while (bytes.length > 0) {
          const part: number[] = bytes.splice(0, 1 + (cuts[tokens.length % Math.max(1, cuts.length)] ?? 0));
          tokens.push(token({ bytes: String.fromCharCode(...part) }));
        }
        const cells = cellsOf(tokens);
        expect(cells.map((cell) => cell.text).join('')).toBe(text);
        expect(cells.flatMap((cell) => [cell.from, cell.to])).toEqual(
          cells.flatMap((cell, i) => [i === 0 ? 0 : cells[i - 1]?.to, cell.to]),
        );
        expect(cells.at(-1)?.to ?? 0).toBe(tokens.length);
      }),
    );
  });
  it('counts the bytes that are missing', () => {
    expect(missingBytes('a')).toBe(0);
    expect(missingBytes('\u00c3')).toBe(1);
    expect(missingBytes('\u00f0\u009f')).toBe(2);
    expect(missingBytes('\u0080\u0080\u0080')).toBe(0);
  });
});
describe('what draws nothing', () => {
  it('has a sign: spaces, line ends, tabs, control characters, characters of no width, no text at all', () => {
    expect(visible(' a  b')).toBe('·a··b');
    expect(visible('\r\n\t')).toBe('␍⏎⇥');
    expect(visible('\u00a0\u200b\u0000\u007f')).toBe('⍽◌␀␡');
    expect(visible('')).toBe('∅');
    expect(glyphParts('  a\n')).toEqual([
      { kind: 'space', text: '  ' },
      { kind: 'text', text: 'a' },
      { kind: 'sign', text: '⏎' },
    ]);
  });
  it('shows what would turn the direction of a row, and lets it turn nothing', () => {
    expect(visible('a\u202eb\u2067')).toBe('a⟨U+202E⟩b⟨U+2067⟩');
  });
  it('can be typed as it is shown', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ \n\ta-z]+$/), (text) => {
        expect(unseen(visible(text))).toBe(text);
      }),
    );
  });
  it('writes a part of a character as its bytes', () => {
    expect(tokenText('\u00e2\u0080')).toBe('⟨E2 80⟩');
    expect(tokenText('\u00c3\u00a9')).toBe('é');
  });
});
describe('names', () => {
  it('says spaces and line ends', () => {
    expect(speakable('\n')).toBe('line break');
    expect(speakable(' 18')).toBe('18');
    expect(visible(' 18\n')).toBe('·18⏎');
    expect(textOf(tokensOf(['é', ' ', '日本']))).toBe('é 日本');
  });
});
