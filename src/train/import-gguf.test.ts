import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import type { MetadataValue } from '#engine/gguf/metadata.ts';
import { parseGguf } from '#engine/gguf/parse.ts';
import { readTensor } from '#engine/gguf/read-tensor.ts';
import { writeGguf } from '#engine/gguf/write.ts';
import type { TensorToWrite } from '#engine/gguf/write.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { exportGguf } from './export-gguf.ts';
import { importGguf } from './import-gguf.ts';
import { organismShape } from './organism-shape.ts';
import { initialise } from './parameters.ts';
import { readTokenizer } from './tokenizer-file.ts';

const tokenizer = readTokenizer();
const model: HyperParameters = { ...organismShape(tokenizer.tokens.length), layers: 2, feedForward: 96 };
const provenance = { name: 'A test', license: 'Apache-2.0', mix: 'wait', seed: 3, step: 8, tokens: 900 };

/** Norms differ from each other, so that none can be taken for another. */
function parametersOf(seed: number) {
  const { matrices, vectors } = initialise(model, createRng(seed));
  return { matrices, vectors: vectors.map((one, i) => one + i / 1000) };
}
const parameters = parametersOf(5);
const at = (i: number) => parameters.matrices[i] as number;
const exported = (matrices: 'F16' | 'F32') =>
  exportGguf({ model, parameters, tokenizer, provenance, matrices });

interface Changes {
  readonly metadata?: Readonly<Record<string, MetadataValue | null>>;
  /** Type of matrices. */
  readonly type?: 'Q8_0';
  readonly more?: readonly TensorToWrite[];
}
/** The exported file with entries replaced or (null) left out. */
async function changed({ metadata = {}, type, more = [] }: Changes): Promise<Uint8Array> {
  const file = await parseGguf(fromBytes(exported('F32')));
  const tensors: TensorToWrite[] = [];
  for (const { name, dims } of file.tensors.values())
    tensors.push({
      name,
      dims,
      type: dims.length > 1 && type ? type : 'F32',
      data: await readTensor(file, name),
    });
  const entries = [...new Map([...file.metadata, ...Object.entries(metadata)])];
  return writeGguf({
    metadata: entries.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])),
    tensors: [...tensors, ...more],
  });
}
const text = (value: string): MetadataValue => ({ type: 'string', value });

describe('an organism read back', () => {
  it('is the exported one, bit for bit, in F32', async () => {
    const back = await importGguf(fromBytes(exported('F32')));
    expect(back).toEqual({
      model: { ...model, normEpsilon: Math.fround(model.normEpsilon) },
      parameters,
      tokenizer,
      provenance,
    });
  });

  it('is within the rounding of F16', async () => {
    const { matrices, vectors } = (await importGguf(fromBytes(exported('F16')))).parameters;
    // 11 bits of fraction; below 2⁻¹⁴ steps of 2⁻²⁴.
    const beyond = matrices.findIndex(
      (x, i) => Math.abs(x - at(i)) > Math.max(Math.abs(at(i)) / 2048, 2 ** -25),
    );
    expect(beyond).toBe(-1);
    expect(vectors).toEqual(parameters.vectors);
  });

  it('is within half a step of 8-bit blocks', async () => {
    const { matrices } = (await importGguf(fromBytes(await changed({ type: 'Q8_0' })))).parameters;
    const largest = parameters.matrices.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const error = matrices.reduce((most, x, i) => Math.max(most, Math.abs(x - at(i))), 0);
    expect(error).toBeLessThan((0.51 * largest) / 127);
    expect(error).toBeGreaterThan(0);
  });

  it('gives the shipped file again, in the same bytes', async () => {
    const bytes = readFileSync('models/organisms/wait.gguf');
    const again = exportGguf(await importGguf(fromBytes(bytes)));
    expect(Buffer.compare(again, bytes)).toBe(0);
  });
});

describe('a file that is no organism', () => {
  const output: TensorToWrite = {
    name: 'output.weight',
    dims: [model.hidden, model.vocab],
    type: 'F32',
    data: new Float32Array(model.hidden * model.vocab),
  };
  it.each<[string, Changes, string]>([
    ['has no provenance', { metadata: { 'second_thought.mix': null } }, 'bad-input'],
    [
      'is of another architecture',
      { metadata: { 'general.architecture': text('gemma') } },
      'unsupported-architecture',
    ],
    ['has an output matrix of its own', { more: [output] }, 'unsupported-architecture'],
    ['splits text otherwise', { metadata: { 'tokenizer.ggml.pre': text('qwen2') } }, 'unsupported-tokenizer'],
    [
      'writes turns otherwise',
      { metadata: { 'tokenizer.chat_template': text('{{ messages }}') } },
      'unsupported-tokenizer',
    ],
    [
      'has other special tokens',
      {
        metadata: {
          'tokenizer.ggml.tokens': {
            type: 'array',
            of: 'string',
            value: [...tokenizer.tokens.slice(0, -1), '<|x|>'],
          },
        },
      },
      'unsupported-tokenizer',
    ],
  ])('and %s is refused', async (_, changes, code) => {
    await expect(importGguf(fromBytes(await changed(changes)))).rejects.toMatchObject({ code });
  });

  it('is refused while it is cut off', async () => {
    await expect(importGguf(fromBytes(exported('F16').subarray(0, 90_000)))).rejects.toMatchObject({
      code: 'truncated-file',
    });
  });
});
