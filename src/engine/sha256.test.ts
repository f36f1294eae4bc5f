import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes } from './gguf/byte-source.ts';
import { sha256, sha256Pieces } from './sha256.ts';

const reference = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('sha256', () => {
  it('equals node:crypto both ways, at every length around the block size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await sha256(fromBytes(bytes))).toBe(reference(bytes));
        expect(await sha256Pieces(fromBytes(bytes))).toBe(reference(bytes));
      }),
    );
  });

  it('goes on over piece borders', async () => {
    const bytes = Uint8Array.from({ length: (8 << 20) + 77 }, (_, i) => (i * 31) >> 3);
    const seen: number[] = [];
    expect(await sha256Pieces(fromBytes(bytes), (done) => seen.push(done))).toBe(reference(bytes));
    expect(seen).toEqual([8 << 20, bytes.length]);
  });
});
