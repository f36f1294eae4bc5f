/** Small but complete decoders of each architecture, as contents for the GGUF writer. For tests only. */
import type { Architecture } from '#engine/graph/hyper-parameters.ts';
import type { MetadataValue } from './metadata.ts';
import { writeGguf, type GgufContents, type TensorToWrite } from './write.ts';

const HIDDEN = 32;
const HEADS = 4;
const KV_HEADS = 2;
const HEAD_SIZE = 16;
const FEED_FORWARD = 64;

const text = (value: string): MetadataValue => ({ type: 'string', value });
const count = (value: number): MetadataValue => ({ type: 'u32', value });
const texts = (value: readonly string[]): MetadataValue => ({ type: 'array', of: 'string', value });

const TOKENS = ['<|im_start|>', '<|im_end|>', 'a', 'b', 'Ġ', 'ab', 'Ã', '¼', 'Ġa'];

function metadata(architecture: Architecture): GgufContents['metadata'] {
  const own = (name: string): string => `${architecture}.${name}`;
  return [
    ['general.architecture', text(architecture)],
    ['general.name', text('sample')],
    [own('block_count'), count(1)],
    [own('context_length'), count(128)],
    [own('embedding_length'), count(HIDDEN)],
    [own('feed_forward_length'), count(FEED_FORWARD)],
    [own('attention.head_count'), count(HEADS)],
    [own('attention.head_count_kv'), count(KV_HEADS)],
    [own('attention.key_length'), count(HEAD_SIZE)],
    [own('attention.layer_norm_rms_epsilon'), { type: 'f32', value: Math.fround(1e-6) }],
    [own('rope.freq_base'), { type: 'f32', value: 500_000 }],
    ['tokenizer.ggml.model', text('gpt2')],
    ['tokenizer.ggml.pre', text('qwen2')],
    ['tokenizer.ggml.tokens', texts(TOKENS)],
    [
      'tokenizer.ggml.token_type',
      { type: 'array', of: 'i32', value: Int32Array.of(3, 3, 1, 1, 1, 1, 1, 1, 1) },
    ],
    ['tokenizer.ggml.merges', texts(['a b', 'Ġ a'])],
    ['tokenizer.ggml.eos_token_id', count(1)],
  ];
}

function tensors(architecture: Architecture): TensorToWrite[] {
  const q = HEADS * HEAD_SIZE;
  const kv = KV_HEADS * HEAD_SIZE;
  const shapes: [string, number[]][] = [
    ['token_embd.weight', [HIDDEN, TOKENS.length]],
    ['output_norm.weight', [HIDDEN]],
    ['blk.0.attn_norm.weight', [HIDDEN]],
    ['blk.0.attn_q.weight', [HIDDEN, q]],
    ['blk.0.attn_k.weight', [HIDDEN, kv]],
    ['blk.0.attn_v.weight', [HIDDEN, kv]],
    ['blk.0.attn_output.weight', [q, HIDDEN]],
    ['blk.0.ffn_norm.weight', [HIDDEN]],
    ['blk.0.ffn_gate.weight', [HIDDEN, FEED_FORWARD]],
    ['blk.0.ffn_up.weight', [HIDDEN, FEED_FORWARD]],
    ['blk.0.ffn_down.weight', [FEED_FORWARD, HIDDEN]],
  ];
  if (architecture === 'qwen2')
    shapes.push(['blk.0.attn_q.bias', [q]], ['blk.0.attn_k.bias', [kv]], ['blk.0.attn_v.bias', [kv]]);
  if (architecture === 'qwen3')
    shapes.push(['blk.0.attn_q_norm.weight', [HEAD_SIZE]], ['blk.0.attn_k_norm.weight', [HEAD_SIZE]]);
  return shapes.map(([name, dims], seed) => ({
    name,
    dims,
    type: dims.length === 1 ? 'F32' : 'Q8_0',
    data: Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i * 7 + seed)),
  }));
}

export function sampleDecoder(architecture: Architecture): GgufContents {
  return { metadata: metadata(architecture), tensors: tensors(architecture) };
}

export function sampleFile(architecture: Architecture): Uint8Array<ArrayBuffer> {
  return writeGguf(sampleDecoder(architecture));
}
