/** Round trip: what the parser reads is what the writer was given, and the bytes are stable. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { float16Table, toFloat16Bits } from './float16.ts';
import type { MetadataArray, MetadataValue } from './metadata.ts';
import { fromBytes } from './byte-source.ts';
import { parseGguf } from './parse.ts';
import { readRaw, readRows, readTensor } from './read-tensor.ts';
import { writeGguf } from './write.ts';
import type { WritableType } from './quantise.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const float = fc.float({ noNaN: true });
const element = fc.oneof(
  fc.array(text, { maxLength: 4 }).map((value): MetadataArray => ({ type: 'array', of: 'string', value })),
  fc
    .array(fc.boolean(), { maxLength: 4 })
    .map((value): MetadataArray => ({ type: 'array', of: 'bool', value })),
  fc.uint8Array({ maxLength: 5 }).map((value): MetadataArray => ({ type: 'array', of: 'u8', value })),
  fc.int16Array({ maxLength: 5 }).map((value): MetadataArray => ({ type: 'array', of: 'i16', value })),
  fc
    .float32Array({ maxLength: 5, noNaN: true })
    .map((value): MetadataArray => ({ type: 'array', of: 'f32', value })),
  fc.bigInt64Array({ maxLength: 5 }).map((value): MetadataArray => ({ type: 'array', of: 'i64', value })),
);
const value: fc.Arbitrary<MetadataValue> = fc.oneof(
  fc.integer({ min: 0, max: 255 }).map((v): MetadataValue => ({ type: 'u8', value: v })),
  fc.integer({ min: -128, max: 127 }).map((v): MetadataValue => ({ type: 'i8', value: v })),
  fc.integer({ min: 0, max: 65535 }).map((v): MetadataValue => ({ type: 'u16', value: v })),
  fc.integer({ min: -32768, max: 32767 }).map((v): MetadataValue => ({ type: 'i16', value: v })),
  fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((v): MetadataValue => ({ type: 'u32', value: v })),
  fc.integer().map((v): MetadataValue => ({ type: 'i32', value: v })),
  float.map((v): MetadataValue => ({ type: 'f32', value: v })),
  fc.double({ noNaN: true }).map((v): MetadataValue => ({ type: 'f64', value: v })),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((v): MetadataValue => ({ type: 'u64', value: v })),
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .map((v): MetadataValue => ({ type: 'i64', value: v })),
  fc.boolean().map((v): MetadataValue => ({ type: 'bool', value: v })),
  text.map((v): MetadataValue => ({ type: 'string', value: v })),
  element,
  fc.array(element, { maxLength: 3 }).map((v): MetadataValue => ({ type: 'array', of: 'array', value: v })),
);
const metadata = fc.uniqueArray(fc.tuple(text, value), {
  selector: ([key]) => key,
  maxLength: 8,
});
const tensor = fc
  .tuple(
    text,
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom<WritableType[]>('F32', 'F16', 'Q8_0'),
  )
  .map(([name, blocks, rows, type]) => {
    const data = Float32Array.from(
      { length: 32 * blocks * rows },
      (_, j) => Math.sin(j * 3 + blocks) * 10 ** (rows - 2),
    );
    return { name, dims: [32 * blocks, rows] as const, type, data };
  });
const tensors = fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 4 });

test('metadata and tensors come back, in order, and equal contents give equal bytes', async () => {
  await fc.assert(
    fc.asyncProperty(metadata, tensors, async (pairs, weights) => {
      const bytes = writeGguf({ metadata: pairs, tensors: weights });
      expect(writeGguf({ metadata: pairs, tensors: weights })).toEqual(bytes);
      const file = await parseGguf(fromBytes(bytes));
      expect([...file.metadata]).toEqual(pairs);
      expect([...file.tensors.keys()]).toEqual(weights.map(({ name }) => name));
      for (const { name, dims, type, data } of weights) {
        expect(file.tensors.get(name)).toMatchObject({ dims, type, elements: data.length });
        expect((file.tensors.get(name)?.offset ?? 1) % 32).toBe(0);
        const read = await readTensor(file, name);
        // Half precision keeps 11 bits; 8-bit blocks are off by half a step of max/127, and d itself is rounded.
        const largest = Math.max(...data.map(Math.abs));
        const tolerance = { F32: 0, F16: largest * 2 ** -11, Q8_0: largest * (0.5 / 127 + 2 ** -11) }[type];
        expect(Math.max(...read.map((w, i) => Math.abs(w - (data[i] ?? NaN))))).toBeLessThanOrEqual(
          tolerance,
        );
        expect(await readRows(file, name, dims[1] - 1, 1)).toEqual(read.slice(-dims[0]));
        expect((await readRaw(file, name)).data.length).toBe(file.tensors.get(name)?.bytes);
      }
    }),
    { numRuns: 200, seed: 5 },
  );
});

test('every binary16 pattern survives the way through float32', () => {
  const values = float16Table();
  const wrong: number[] = [];
  for (let bits = 0; bits < 65536; bits++) {
    const number = values[bits] as number;
    if (!Number.isNaN(number) && toFloat16Bits(number) !== bits) wrong.push(bits);
  }
  expect(wrong).toEqual([]);
});

test('a tensor larger than one piece is read in pieces that join without a seam', async () => {
  const rows = 70_000;
  const data = Float32Array.from({ length: 32 * rows }, (_, i) => i % 1000);
  const bytes = writeGguf({ metadata: [], tensors: [{ name: 'w', dims: [32, rows], type: 'F32', data }] });
  let longest = 0;
  const source = fromBytes(bytes);
  const file = await parseGguf({
    ...source,
    read: (offset, length) => {
      longest = Math.max(longest, length);
      return source.read(offset, length);
    },
  });
  const pieces: number[] = [];
  const read = await readTensor(file, 'w', { onBytes: (count) => pieces.push(count) });
  expect(Buffer.compare(Buffer.from(read.buffer), Buffer.from(data.buffer))).toBe(0);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.reduce((a, b) => a + b, 0)).toBe(data.byteLength);
  expect(longest).toBeLessThanOrEqual(8 << 20);
});

test('what does not fit is refused', () => {
  const write = (dims: readonly number[], length: number, type: 'F32' | 'Q8_0' = 'F32', fill = 0) =>
    writeGguf({
      metadata: [],
      tensors: [{ name: 'w', dims, type, data: new Float32Array(length).fill(fill) }],
    });
  expect(() => write([4], 5)).toThrow(/product is the number of weights/);
  expect(() => write([40], 40, 'Q8_0')).toThrow(/do not fill/);
  expect(() => write([32], 32, 'Q8_0', 1e8)).toThrow(/too large/);
});
