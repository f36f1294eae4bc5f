/** Replays data/gguf-blocks.json (gguf_blocks.py): the Python package `gguf` and numpy are the authority on blocks and rounding. */
import { describe, expect, test } from 'vitest';
import { dequantize } from '#engine/gguf/dequantize.ts';
import { toFloat16Bits } from '#engine/gguf/float16.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { parseGguf } from '#engine/gguf/parse.ts';
import { encodeWeights } from '#engine/gguf/quantise.ts';
import { readRows, readTensor } from '#engine/gguf/read-tensor.ts';
import { READABLE_TYPES, type ReadableType } from '#engine/gguf/tensor-types.ts';
import oracle from './data/gguf-blocks.json' with { type: 'json' };

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const floats = (base64: string): Float32Array => new Float32Array(bytes(base64).buffer);

describe('weights of every readable type equal the Python package bit for bit', () => {
  test('every type has a case', () => {
    expect(oracle.dequantised.map(({ type }) => type).sort()).toEqual([...READABLE_TYPES].sort());
  });

  test.each(oracle.dequantised)('$type', ({ type, bytes: raw, weights }) => {
    const expected = floats(weights);
    // An offset of 5 and an unaligned view: positions are relative, not taken from zero.
    const shifted = new Uint8Array(bytes(raw).length + 1);
    shifted.set(bytes(raw), 1);
    const out = new Float32Array(expected.length + 5);
    dequantize(type as ReadableType, shifted.subarray(1), out, 5);
    expect(out.subarray(5)).toEqual(expected);
    expect(out.subarray(0, 5)).toEqual(new Float32Array(5));
  });
});

test('float32 rounds to binary16 as numpy does', () => {
  const input = floats(oracle.rounding.float32);
  const bits = Uint16Array.from(input, toFloat16Bits);
  expect(bits).toEqual(new Uint16Array(bytes(oracle.rounding.float16).buffer));
});

test('Q8_0 blocks are written as the Python package writes them', () => {
  expect(encodeWeights('Q8_0', floats(oracle.q8.float32))).toEqual(bytes(oracle.q8.bytes));
});

describe('a file written by the Python package', () => {
  const source = fromBytes(bytes(oracle.file.bytes));

  test('metadata of every type', async () => {
    const { metadata } = await parseGguf(source);
    const value = (key: string) => metadata.get(`t.${key}`)?.value;
    expect(metadata.get('general.architecture')).toEqual({ type: 'string', value: 'llama' });
    expect(
      ['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'u64', 'i64', 'f32', 'f64', 'bool', 'string'].map(value),
    ).toEqual([
      200,
      -100,
      60000,
      -30000,
      4000000000,
      -2000000000,
      2n ** 63n + 5n,
      -(2n ** 62n),
      Math.fround(0.1),
      0.1,
      true,
      'naïve – 模型 🙂',
    ]);
    expect(value('strings')).toEqual(['', 'a', 'ü\n', '\ufeffbom']);
    expect(value('numbers')).toEqual(Int32Array.of(1, -2, 3));
    expect(value('floats')).toEqual(Float32Array.of(0.5, -1.25));
    expect(value('flags')).toEqual([true, false]);
  });

  test('tensors and rows', async () => {
    const file = await parseGguf(source);
    const weights = floats(oracle.file.weights);
    const q8 = floats(oracle.file.q8);
    expect(file.tensors.get('f32')).toMatchObject({ dims: [64, 6], elements: 384, bytes: 1536 });
    expect(await readTensor(file, 'f32')).toEqual(weights);
    expect(await readTensor(file, 'q8')).toEqual(q8);
    expect(await readRows(file, 'q8', 2, 3)).toEqual(q8.slice(128, 320));
    expect(await readTensor(file, 'f16')).toEqual(
      Float32Array.from(weights.subarray(0, 192), (w) => numpyHalf(w)),
    );
  });
});

/** Through the table of numpy's rounding would prove nothing here; half precision is checked above, so reuse it. */
function numpyHalf(value: number): number {
  const out = new Float32Array(1);
  const bits = toFloat16Bits(value);
  dequantize('F16', Uint8Array.of(bits & 255, bits >> 8), out, 0);
  return out[0] as number;
}
