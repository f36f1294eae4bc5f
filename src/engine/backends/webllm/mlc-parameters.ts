/**
 * The weights of a GGUF file as our own web-llm libraries take them (models/organisms/mlc/organism.py has the same layout):
 * norms as float32, matrices as float16, two in a uint32 word; q, k and v in one matrix, gate and up in another. Bytes
 * are moved, never rounded.
 */
import { AppError } from '#core/app-error.ts';
import { readRaw, readTensor } from '#engine/gguf/read-tensor.ts';
import type { GgufFile } from '#engine/gguf/parse.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';

export interface MlcParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'uint32' | 'float32';
  readonly bytes: Uint8Array<ArrayBuffer>;
}
type Model = { readonly file: GgufFile; readonly hp: HyperParameters };
interface Part {
  readonly tensor: string;
  /** Of q and k, whose rotary pairs lie side by side in the file and half a head apart here. */
  readonly headSize?: number;
}

/** In the library's order. Rejects 'backend-unavailable' where a matrix is not float16. */
export async function mlcParameters(model: Model): Promise<MlcParameter[]> {
  const { layers, tied } = model.hp;
  const found = [await matrix(model, 'model.embed_tokens', [{ tensor: 'token_embd' }])];
  for (let i = 0; i < layers; i++) found.push(...(await layer(model, i)));
  found.push(await norm(model, 'model.norm', 'output_norm'));
  if (!tied) found.push(await matrix(model, 'lm_head', [{ tensor: 'output' }]));
  return found;
}

async function layer(model: Model, i: number): Promise<MlcParameter[]> {
  const { headSize } = model.hp;
  const name = `model.layers.${i}`;
  const of = (part: string): Part => ({ tensor: `blk.${i}.${part}` });
  const turned = (part: string): Part => ({ ...of(part), headSize });
  const qkv = [turned('attn_q'), turned('attn_k'), of('attn_v')];
  return [
    await norm(model, `${name}.input_layernorm`, `blk.${i}.attn_norm`),
    await matrix(model, `${name}.self_attn.qkv_proj`, qkv),
    await matrix(model, `${name}.self_attn.o_proj`, [of('attn_output')]),
    await norm(model, `${name}.post_attention_layernorm`, `blk.${i}.ffn_norm`),
    await matrix(model, `${name}.mlp.gate_up_proj`, [of('ffn_gate'), of('ffn_up')]),
    await matrix(model, `${name}.mlp.down_proj`, [of('ffn_down')]),
  ];
}

async function norm({ file }: Model, name: string, tensor: string): Promise<MlcParameter> {
  const values = await readTensor(file, `${tensor}.weight`);
  const bytes = new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
  return { name: `${name}.weight`, shape: [values.length], dtype: 'float32', bytes };
}

async function matrix({ file }: Model, name: string, parts: readonly Part[]): Promise<MlcParameter> {
  const read = await Promise.all(parts.map((part) => rowsOf(file, part)));
  const columns = read[0]?.columns ?? 0;
  const bytes = new Uint8Array(read.reduce((sum, { data }) => sum + data.length, 0));
  let offset = 0;
  for (const { data } of read) {
    bytes.set(data, offset);
    offset += data.length;
  }
  const shape = [bytes.length / 2 / columns, columns / 2];
  return { name: `${name}.weight`, shape, dtype: 'uint32', bytes };
}

async function rowsOf(file: GgufFile, part: Part): Promise<{ data: Uint8Array; columns: number }> {
  const name = `${part.tensor}.weight`;
  const { type, dims, data } = await readRaw(file, name);
  const columns = dims[0] ?? 0;
  if (type !== 'F16' || columns % 2 !== 0) {
    throw new AppError(
      'backend-unavailable',
      `web-llm cannot run this file: its library reads float16, and “${name}” is ${type}. Choose another engine.`,
      { tensor: name, type },
    );
  }
  return { data: part.headSize ? unpermuted(data, columns * 2, part.headSize) : data, columns };
}

/** Row h·HD + s·HD/2 + j of the result is row h·HD + 2j + s of the file. */
function unpermuted(data: Uint8Array, rowBytes: number, headSize: number): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let row = 0; row * rowBytes < data.length; row++) {
    const head = row - (row % headSize);
    const half = Math.floor((row % headSize) / (headSize / 2));
    const j = row % (headSize / 2);
    const from = (head + 2 * j + half) * rowBytes;
    out.set(data.subarray(from, from + rowBytes), row * rowBytes);
  }
  return out;
}
