/** Facts of a decoder out of its file, and every way in which a file is refused before its weights are loaded. */
import { describe, expect, test } from 'vitest';
import type { Architecture } from '#engine/graph/hyper-parameters.ts';
import { hyperParameters } from './hyper-parameters.ts';
import type { MetadataValue } from './metadata.ts';
import { modelFacts } from './model-facts.ts';
import { fromBytes } from './byte-source.ts';
import { parseGguf, type GgufFile } from './parse.ts';
import { readTensor } from './read-tensor.ts';
import { sampleDecoder } from './sample-decoder.ts';
import { writeGguf, type GgufContents, type TensorToWrite } from './write.ts';

interface Change {
  readonly set?: Readonly<Record<string, MetadataValue>>;
  readonly drop?: string;
  readonly add?: TensorToWrite;
}

function changed(architecture: Architecture, { set = {}, drop, add }: Change): Promise<GgufFile> {
  const { metadata, tensors } = sampleDecoder(architecture);
  const contents: GgufContents = {
    metadata: [...new Map([...metadata, ...Object.entries(set)])].filter(([key]) => key !== drop),
    tensors: [...tensors.filter(({ name }) => name !== drop), ...(add ? [add] : [])],
  };
  return parseGguf(fromBytes(writeGguf(contents)));
}
const tensor = (name: string, dims: readonly number[], fill = 1): TensorToWrite => ({
  name,
  dims,
  type: 'F32',
  data: new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(fill),
});
const u32 = (value: number): MetadataValue => ({ type: 'u32', value });
const text = (value: string): MetadataValue => ({ type: 'string', value });

describe.each(['llama', 'qwen2', 'qwen3'] as const)('%s', (architecture) => {
  test('facts', async () => {
    const file = await changed(architecture, {});
    expect(await hyperParameters(file)).toEqual({
      architecture,
      layers: 1,
      hidden: 32,
      heads: 4,
      kvHeads: 2,
      headSize: 16,
      feedForward: 64,
      vocab: 9,
      context: 128,
      normEpsilon: Math.fround(1e-6),
      ropeTheta: 500_000,
      ropeScaling: null,
      tied: true,
      qkvBias: architecture === 'qwen2',
      qkNorm: architecture === 'qwen3',
    });
    expect(modelFacts(file, 'ab')).toMatchObject({
      name: 'sample',
      architecture,
      sha256: 'ab',
      quantisation: 'Q8_0',
      vocabSize: 9,
      bytes: file.source.size,
    });
  });

  test('an output matrix unties, frequency factors scale', async () => {
    const untied = await changed(architecture, { add: tensor('output.weight', [32, 9]) });
    expect((await hyperParameters(untied)).tied).toBe(false);
    const scaled = await changed(architecture, { add: tensor('rope_freqs.weight', [8], 2) });
    expect((await hyperParameters(scaled)).ropeScaling?.factors).toEqual(new Float32Array(8).fill(2));
  });

  test('linear scaling divides all frequencies', async () => {
    const set = {
      [`${architecture}.rope.scaling.type`]: text('linear'),
      [`${architecture}.rope.scaling.factor`]: { type: 'f32', value: 4 } as const,
    };
    const file = await changed(architecture, { set });
    expect((await hyperParameters(file)).ropeScaling?.factors).toEqual(new Float32Array(8).fill(4));
  });
});

test('without a head size, the dimensions are shared out among the heads', async () => {
  const file = await changed('llama', { drop: 'llama.attention.key_length' });
  // The sample's heads are larger than that, so its matrices no longer fit: the message names the size expected.
  await expect(hyperParameters(file)).rejects.toThrow(/“blk.0.attn_q.weight” is 32 × 64 instead of 32 × 32/);
});

describe('refused', () => {
  const cases: readonly (readonly [string, Architecture, Change, string, RegExp])[] = [
    [
      'another architecture',
      'llama',
      { set: { 'general.architecture': text('mamba') } },
      'unsupported-architecture',
      /“mamba”.*llama, qwen2, qwen3\.$/,
    ],
    [
      'a missing key',
      'llama',
      { drop: 'llama.block_count' },
      'malformed-file',
      /“llama.block_count” is missing/,
    ],
    [
      'a key of another type',
      'llama',
      { set: { 'llama.block_count': text('1') } },
      'malformed-file',
      /should be a number/,
    ],
    [
      'an absurd layer count',
      'llama',
      { set: { 'llama.block_count': u32(4_000_000_000) } },
      'malformed-file',
      /from 1 to 1024/,
    ],
    [
      'a missing tensor',
      'qwen2',
      { drop: 'blk.0.attn_k.bias' },
      'malformed-file',
      /“blk.0.attn_k.bias” is missing/,
    ],
    [
      'more layers than tensors',
      'llama',
      { set: { 'llama.block_count': u32(2) } },
      'malformed-file',
      /“blk.1.attn_norm.weight” is missing/,
    ],
    [
      'a tensor of another shape',
      'llama',
      { set: { 'llama.feed_forward_length': u32(96) } },
      'malformed-file',
      /instead of 32 × 96/,
    ],
    [
      'heads that do not share out',
      'llama',
      { set: { 'llama.attention.head_count_kv': u32(3) } },
      'malformed-file',
      /do not fit together/,
    ],
    [
      'an unknown tensor',
      'llama',
      { add: tensor('blk.0.attn_output.bias', [32]) },
      'unsupported-architecture',
      /attn_output.bias/,
    ],
    [
      'experts',
      'llama',
      { set: { 'llama.expert_count': u32(8) } },
      'unsupported-architecture',
      /expert_count 8/,
    ],
    [
      'partial rotation',
      'llama',
      { set: { 'llama.rope.dimension_count': u32(8) } },
      'unsupported-architecture',
      /dimension_count 8/,
    ],
    [
      'yarn',
      'qwen2',
      { set: { 'qwen2.rope.scaling.type': text('yarn') } },
      'unsupported-architecture',
      /“yarn”/,
    ],
    [
      'more tokens than embeddings',
      'llama',
      {
        set: {
          'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: Array.from({ length: 12 }, String) },
        },
      },
      'malformed-file',
      /12 tokens have only 9/,
    ],
  ];

  test.each(cases)('%s', async (_name, architecture, change, code, message) => {
    const file = await changed(architecture, change);
    const error: unknown = await hyperParameters(file).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'AppError', code, message: expect.stringMatching(message) });
  });

  test('a weight format that cannot be read, before anything is loaded', async () => {
    const { metadata, tensors } = sampleDecoder('llama');
    const bytes = writeGguf({ metadata, tensors });
    const name = Buffer.from('blk.0.ffn_up.weight');
    const at = Buffer.from(bytes).indexOf(name) + name.length + 4 + 2 * 8;
    new DataView(bytes.buffer).setUint32(at, 20, true);
    const file = await parseGguf(fromBytes(bytes));
    await expect(hyperParameters(file)).rejects.toMatchObject({
      code: 'unsupported-tensor',
      facts: { type: 'IQ4_NL' },
    });
    await expect(readTensor(file, 'blk.0.ffn_up.weight')).rejects.toMatchObject({
      code: 'unsupported-tensor',
    });
  });
});
