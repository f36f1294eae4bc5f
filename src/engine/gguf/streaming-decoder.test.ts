/** However a text's bytes are spread over tokens, streaming gives that text and never a broken character. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStreamingDecoder } from './streaming-decoder.ts';

const utf8 = new TextEncoder();
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('é', '漢', '🙂', '👨‍👩‍👧', '\ufeff', '\n'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 30,
});

/** Cuts bytes into tokens of the given lengths, over and over. */
function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const tokens: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] as number;
    tokens.push(bytes.subarray(at, at + length));
    at += length;
  }
  return tokens;
}

function stream(tokens: readonly Uint8Array[]): string[] {
  const decoder = createStreamingDecoder({ bytes: (id) => tokens[id] as Uint8Array });
  return [...tokens.map((_, id) => decoder.push(id)), decoder.finish()];
}

test('token by token equals all at once, without U+FFFD unless the text has it', () => {
  fc.assert(
    fc.property(
      text,
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
      (whole, lengths) => {
        const pieces = stream(cut(utf8.encode(whole), lengths));
        const known = new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8.encode(whole));
        expect(pieces.join('')).toBe(known);
        if (!known.includes('\ufffd')) expect(pieces.join('|')).not.toContain('\ufffd');
      },
    ),
    { numRuns: 500, seed: 6 },
  );
});

test('any bytes: the pieces join to the text of all bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (bytes, length) => {
      expect(stream(cut(bytes, [length])).join('')).toBe(Buffer.from(bytes).toString('utf8'));
    }),
    { numRuns: 500, seed: 7 },
  );
});

test('a character left unfinished appears as U+FFFD at the end only, and the decoder is ready again', () => {
  const tokens = [Uint8Array.of(0xf0, 0x9f), Uint8Array.of(0x41)];
  const decoder = createStreamingDecoder({ bytes: (id) => tokens[id] as Uint8Array });
  expect([decoder.push(0), decoder.finish(), decoder.push(1), decoder.finish()]).toEqual([
    '',
    '\ufffd',
    'A',
    '',
  ]);
});
