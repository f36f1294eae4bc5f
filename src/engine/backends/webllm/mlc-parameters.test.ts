import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { float16Table } from '#engine/gguf/float16.ts';
import { readRows } from '#engine/gguf/read-tensor.ts';
import { buildDecoder } from '#engine/graph/decoder.ts';
import { loadWeights } from '#engine/graph/weights.ts';
import { openModel } from '#engine/open-model.ts';
import { tinyModel } from '../../../../tests/contract/tiny-model.ts';
import { lackOfShape } from './library.ts';
import { mlcParameters } from './mlc-parameters.ts';
import type { MlcParameter } from './mlc-parameters.ts';

const file = new URL('../../../../models/organisms/wait.gguf', import.meta.url);
const model = await openModel(fromBytes(new Uint8Array(readFileSync(file))));

function values({ bytes, dtype }: MlcParameter): Float32Array {
  if (dtype === 'float32') return new Float32Array(bytes.slice().buffer);
  const table = float16Table();
  return Float32Array.from(new Uint16Array(bytes.slice().buffer), (bits) => table[bits] ?? NaN);
}

describe('mlcParameters', () => {
  it('holds every weight as our own graph has it, in the library’s shapes', async () => {
    const { hp } = model;
    const graph = buildDecoder(hp, { kv: 'delta', hidden: false, positions: 8 });
    const rows = (tensor: string, from: number, count: number) => readRows(model.file, tensor, from, count);
    const ours = await loadWeights(graph, hp, { rows }, {});
    const parameters = new Map((await mlcParameters(model)).map((each) => [each.name, each]));
    expect(parameters.size).toBe(2 + 6 * hp.layers + (hp.tied ? 0 : 1));
    const expectSame = (name: string, own: string): void => {
      const parameter = parameters.get(`${name}.weight`);
      const right = ours.get(own);
      if (!parameter || !right) throw new Error(`${name} or ${own} is missing`);
      const { bytes, shape, dtype } = parameter;
      expect(bytes.length).toBe(shape.reduce((product, dim) => product * dim, 4));
      expect(dtype).toBe(shape.length === 1 ? 'float32' : 'uint32');
      // Bytes: comparing a million numbers one by one takes a minute.
      expect(Buffer.from(values(parameter).buffer).equals(right), name).toBe(true);
    };
    for (let i = 0; i < hp.layers; i++) {
      const layer = `model.layers.${i}`;
      expectSame(`${layer}.input_layernorm`, `blk.${i}.attn_norm`);
      expectSame(`${layer}.self_attn.qkv_proj`, `blk.${i}.qkv`);
      expectSame(`${layer}.self_attn.o_proj`, `blk.${i}.attn_output`);
      expectSame(`${layer}.post_attention_layernorm`, `blk.${i}.ffn_norm`);
      expectSame(`${layer}.mlp.gate_up_proj`, `blk.${i}.gate_up`);
      expectSame(`${layer}.mlp.down_proj`, `blk.${i}.ffn_down`);
    }
    expectSame('model.norm', 'output_norm');
    expectSame('model.embed_tokens', 'output');
  });

  it('refuses a file whose matrices are not float16, and says which', async () => {
    const other = await openModel(fromBytes(tinyModel()));
    await expect(mlcParameters(other)).rejects.toMatchObject({
      code: 'backend-unavailable',
      facts: { tensor: 'token_embd.weight' },
    });
  });
});

describe('lackOfShape', () => {
  const { layers, hidden, feedForward, heads, kvHeads, headSize, vocab, context } = model.hp;
  const { normEpsilon, ropeTheta, tied } = model.hp;
  const shape = {
    ...{ layers, hidden, feedForward, heads, kvHeads, headSize, vocab, context },
    ...{ normEpsilon, ropeTheta, tied },
  };

  it('finds nothing against a model of the same shape', () => {
    expect(lackOfShape({ shape }, model.hp)).toBe(null);
  });

  it('names what differs', () => {
    expect(lackOfShape({ shape: { ...shape, layers: 99 } }, model.hp)).toMatch(/layers 99, here \d/);
    expect(lackOfShape({ shape: { ...shape, tied: !tied } }, model.hp)).toContain('tied');
    expect(lackOfShape({ shape }, { ...model.hp, qkNorm: true })).toContain('plain llama');
  });
});
