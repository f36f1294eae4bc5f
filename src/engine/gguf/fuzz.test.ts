/** Hostile files: whatever the bytes, the parser succeeds or throws an AppError, and never takes memory the file does not back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { fromBlob, fromBytes, type ByteSource } from './byte-source.ts';
import { hyperParameters } from './hyper-parameters.ts';
import { modelFacts } from './model-facts.ts';
import { parseGguf } from './parse.ts';
import { readTensor } from './read-tensor.ts';
import { sampleDecoder, sampleFile } from './sample-decoder.ts';
import { tokenizerFromGguf } from './tokenizer.ts';
import { writeGguf } from './write.ts';

const sample = sampleFile('qwen2');

/** Everything that is done with a file; the code of the refusal, or 'read'. Anything but an AppError fails the test. */
async function readAll(source: ByteSource): Promise<string> {
  try {
    const file = await parseGguf(source);
    await hyperParameters(file);
    for (const name of file.tensors.keys()) await readTensor(file, name);
    const tokenizer = tokenizerFromGguf(file);
    tokenizer.encode('a <|im_end|> ü', { special: true });
    modelFacts(file, '0');
    return 'read';
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') return error.code;
    throw error;
  }
}

async function refusal(bytes: Uint8Array): Promise<AppError> {
  return parseGguf(fromBytes(bytes)).then(
    () => Promise.reject(new Error('nothing was refused')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );
}

test('the unharmed sample is read, from bytes and from a Blob', async () => {
  expect(await readAll(fromBytes(sample))).toBe('read');
  expect(await readAll(fromBlob(new Blob([sample])))).toBe('read');
});

test('a file cut at any byte is called cut short, or not GGUF where less than the first four bytes are left', async () => {
  for (let length = 0; length < sample.length; length += length < 3000 ? 1 : 37) {
    expect([length, await readAll(fromBytes(sample.subarray(0, length)))]).toEqual([
      length,
      length < 4 ? 'not-gguf' : 'truncated-file',
    ]);
  }
});

test('flipped bytes: read or refused', async () => {
  const flip = fc.tuple(fc.nat(sample.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(flip, { minLength: 1, maxLength: 8 }), async (flips) => {
      const bytes = sample.slice();
      for (const [at, value] of flips) bytes[at] = value;
      expect(await readAll(fromBytes(bytes))).toMatch(/^[a-z-]+$/);
    }),
    { numRuns: 1500, seed: 3 },
  );
});

test('random bytes behind a right beginning: read or refused', async () => {
  const start = Uint8Array.of(0x47, 0x47, 0x55, 0x46, 3, 0, 0, 0);
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.nat(3),
      fc.nat(9),
      async (rest, tensors, pairs) => {
        const counts = new Uint8Array(new BigUint64Array([BigInt(tensors), BigInt(pairs)]).buffer);
        const bytes = new Uint8Array([...start, ...counts, ...rest]);
        expect(await readAll(fromBytes(bytes))).toMatch(/^[a-z-]+$/);
      },
    ),
    { numRuns: 500, seed: 4 },
  );
});

test('extreme counts, lengths and offsets are refused without being believed', async () => {
  for (let at = 8; at + 8 <= 600; at += 1) {
    for (const value of [2n ** 64n - 1n, 2n ** 53n, 2n ** 40n, 2n ** 32n - 1n, 2n ** 31n]) {
      const bytes = sample.slice();
      new DataView(bytes.buffer).setBigUint64(at, value, true);
      expect(await readAll(fromBytes(bytes))).toMatch(/^[a-z-]+$/);
    }
  }
});

test('a header longer than any real one is refused without reading the whole file', async () => {
  let most = 0;
  const size = 2 ** 34;
  const source: ByteSource = {
    size,
    read: (_offset, length) => {
      most = Math.max(most, length);
      const bytes = new Uint8Array(length);
      bytes.set([0x47, 0x47, 0x55, 0x46, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
      new DataView(bytes.buffer).setBigUint64(24, BigInt(size - 1000), true);
      return Promise.resolve(bytes);
    },
  };
  await expect(parseGguf(source)).rejects.toMatchObject({ code: 'malformed-file' });
  expect(most).toBeLessThanOrEqual(1 << 20);
});

describe('refusals name the trouble and what to do', () => {
  const text = new TextEncoder().encode('This is a letter.');

  test.each([
    ['text', text, 'not-gguf', /not a GGUF model file.*Choose/],
    ['nothing', new Uint8Array(0), 'not-gguf', /Choose/],
    ['half a file', sample.subarray(0, sample.length / 2), 'truncated-file', /cut short.*Download it again/],
    ['version 1', sample.slice().fill(1, 4, 5), 'unsupported-version', /version 1;.*Convert/],
    [
      'big-endian',
      Uint8Array.of(0x47, 0x47, 0x55, 0x46, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0),
      'unsupported-version',
      /big-endian/,
    ],
  ])('%s', async (_name, bytes, code, message) => {
    const error = await refusal(bytes);
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  });

  test('a source that ends early', async () => {
    const source: ByteSource = { size: 1000, read: () => Promise.resolve(new Uint8Array(10)) };
    await expect(parseGguf(source)).rejects.toMatchObject({ code: 'truncated-file' });
  });
});

describe('headers that contradict themselves', () => {
  const decoder = sampleDecoder('llama');
  const twoTensors = writeGguf({
    metadata: [['k1', { type: 'u8', value: 1 }]],
    tensors: ['ta', 'tb'].map((name) => ({ name, dims: [8], type: 'F32', data: new Float32Array(8) })),
  });
  const edited = (from: string, to: string): Uint8Array =>
    Buffer.from(Buffer.from(twoTensors).toString('latin1').replace(from, to), 'latin1');

  test('the same tensor twice', async () => {
    expect(await refusal(edited('tb', 'ta'))).toMatchObject({ code: 'malformed-file' });
  });

  test('overlapping tensors', async () => {
    const bytes = twoTensors.slice();
    const info = Buffer.from(bytes).indexOf('tb');
    // Name, rank, dimension and type come before the offset.
    new DataView(bytes.buffer).setBigUint64(info + 2 + 4 + 8 + 4, 0n, true);
    const error = await refusal(bytes);
    expect([error.code, error.message]).toEqual(['malformed-file', expect.stringContaining('overlaps')]);
  });

  test('the same key twice', async () => {
    const file = writeGguf({
      metadata: [
        ['ka', { type: 'u8', value: 1 }],
        ['kb', { type: 'u8', value: 2 }],
      ],
      tensors: [],
    });
    const bytes = Buffer.from(Buffer.from(file).toString('latin1').replace('kb', 'ka'), 'latin1');
    const error = await refusal(bytes);
    expect([error.code, error.message]).toEqual(['malformed-file', expect.stringContaining('occurs twice')]);
  });

  test('the writer refuses what the parser would', () => {
    const tensor = decoder.tensors[0];
    expect(() =>
      writeGguf({ metadata: [], tensors: [tensor, tensor].filter((t) => t !== undefined) }),
    ).toThrow(/given twice/);
  });
});
