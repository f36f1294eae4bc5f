import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { createPacker } from './packing.ts';
import type { Batch } from './packing.ts';
import type { TrainingDocument } from './training-document.ts';

/** The documents of a batch, read back from its five arrays. */
function unpack({ rows, length, tokens, targets, positions, segments, weights }: Batch): TrainingDocument[] {
  const documents: TrainingDocument[] = [];
  for (let row = 0; row < rows; row++) {
    let open: { tokens: number[]; weights: number[] } | null = null;
    for (let i = row * length; i < (row + 1) * length; i++) {
      if (segments[i] === 0) break;
      if (i === row * length || segments[i] !== segments[i - 1]) {
        open = { tokens: [Number(tokens[i])], weights: [0] };
        documents.push(open);
      }
      if (!open) throw new Error('a row must start with a segment');
      expect(Number(positions[i])).toBe(open.tokens.length - 1);
      expect(Number(tokens[i])).toBe(open.tokens.at(-1));
      open.tokens.push(Number(targets[i]));
      open.weights.push(weights[i] as number);
    }
  }
  return documents;
}
const key = ({ tokens, weights }: TrainingDocument) => JSON.stringify([tokens, weights.slice(1)]);

describe('packing', () => {
  it('loses, repeats and changes no document, and never splits one', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 4, max: 40 }),
        (seed, rows, length) => {
          const rng = createRng(seed);
          const given: TrainingDocument[] = [];
          const next = (): TrainingDocument => {
            const size = 2 + rng.int(length);
            const tokens = Array.from({ length: size }, () => rng.int(100));
            given.push({ tokens, weights: tokens.map(() => rng.int(3)) });
            return given.at(-1) as TrainingDocument;
          };
          const packer = createPacker(next, rows, length);
          const packed = Array.from({ length: 4 }, () => packer.nextBatch());
          const seen = [...packed.flatMap(unpack), ...packer.pending()].map(key).sort();
          expect(seen).toEqual(given.map(key).sort());
          for (const batch of packed) {
            expect(batch.filled).toBe(batch.segments.filter((segment) => segment > 0).length);
            expect(batch.totalWeight).toBe(batch.weights.reduce((sum, weight) => sum + weight, 0));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('asks for what a document asks for, where another token stands', () => {
    const document = { tokens: [1, 2, 3], weights: [0, 1, 1], targets: [1, 9, 3] };
    const { tokens, targets } = createPacker(() => document, 1, 2).nextBatch();
    expect([...tokens]).toEqual([1n, 2n]);
    expect([...targets]).toEqual([9n, 3n]);
  });

  it('leaves out documents longer than a row, and counts them', () => {
    let calls = 0;
    const next = () => {
      const tokens = Array<number>(++calls % 2 ? 10 : 9).fill(1);
      return { tokens, weights: tokens };
    };
    const packer = createPacker(next, 2, 8);
    const batch = packer.nextBatch();
    expect(batch.filled).toBe(16);
    expect(packer.tooLong()).toBeGreaterThan(0);
    expect(packer.pending().every(({ tokens }) => tokens.length === 9)).toBe(true);
  });

  it('goes on from its pending documents with the same batches', () => {
    const stream = () => {
      const rng = createRng(5);
      return () => {
        const tokens = Array.from({ length: 2 + rng.int(20) }, () => rng.int(50));
        return { tokens, weights: tokens.map(() => 1) };
      };
    };
    const next = stream();
    const whole = createPacker(next, 3, 32);
    whole.nextBatch();
    const resumed = createPacker(next, 3, 32, whole.pending());
    const other = createPacker(stream(), 3, 32);
    other.nextBatch();
    expect(resumed.nextBatch()).toEqual(other.nextBatch());
  });
});
