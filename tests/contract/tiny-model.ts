/**
 * A random decoder of organism shape in miniature, as the bytes of a real GGUF file: byte-level vocabulary, three
 * special tokens, padded embedding rows, q and k in llama.cpp's row order. The same bytes on every machine.
 * Run as a program it writes the file, for tests/oracle/tiny_engine.py.
 */
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import type { Architecture } from '#engine/graph/hyper-parameters.ts';
import type { MetadataValue } from '#engine/gguf/metadata.ts';
import { writeGguf } from '#engine/gguf/write.ts';
import type { TensorToWrite } from '#engine/gguf/write.ts';

export const TINY = {
  layers: 2,
  hidden: 32,
  heads: 4,
  kvHeads: 2,
  headSize: 8,
  feedForward: 64,
  context: 320,
  vocabSize: 259,
  /** Five more than the tokenizer has: what stands there must never be seen. */
  embeddingRows: 264,
} as const;

const CHAT =
  "{% for m in messages %}{{ '<|' + m['role'] + '|>' + m['content'] + '<|end|>' }}{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";

export interface TinyVariant {
  readonly architecture?: Architecture;
  /** WebGPU's attention wants a multiple of 16. */
  readonly headSize?: number;
}

export function tinyModel(seed = 1, variant: TinyVariant = {}): Uint8Array {
  const shape = { architecture: 'llama', headSize: TINY.headSize, ...variant } as const;
  return writeGguf({ metadata: metadata(shape), tensors: tensors(createRng(seed), shape) });
}

function metadata({ architecture, headSize }: Required<TinyVariant>): [string, MetadataValue][] {
  const text = (value: string): MetadataValue => ({ type: 'string', value });
  const count = (value: number): MetadataValue => ({ type: 'u32', value });
  const real = (value: number): MetadataValue => ({ type: 'f32', value });
  const texts = [...byteTexts(), '<|user|>', '<|assistant|>', '<|end|>'];
  const kinds = Int32Array.from(texts, (_, id) => (id < 256 ? 1 : 3));
  return [
    ['general.architecture', text(architecture)],
    ['general.name', text('tiny random decoder')],
    ['general.license', text('apache-2.0')],
    [`${architecture}.block_count`, count(TINY.layers)],
    [`${architecture}.context_length`, count(TINY.context)],
    [`${architecture}.embedding_length`, count(TINY.hidden)],
    [`${architecture}.feed_forward_length`, count(TINY.feedForward)],
    [`${architecture}.attention.head_count`, count(TINY.heads)],
    [`${architecture}.attention.head_count_kv`, count(TINY.kvHeads)],
    [`${architecture}.rope.dimension_count`, count(headSize)],
    ...(headSize === TINY.headSize ? [] : [keyLength(architecture, headSize)]),
    [`${architecture}.vocab_size`, count(TINY.embeddingRows)],
    [`${architecture}.rope.freq_base`, real(10000)],
    [`${architecture}.attention.layer_norm_rms_epsilon`, real(1e-5)],
    ['tokenizer.ggml.model', text('gpt2')],
    ['tokenizer.ggml.pre', text('smollm')],
    ['tokenizer.ggml.tokens', { type: 'array', of: 'string', value: texts }],
    ['tokenizer.ggml.token_type', { type: 'array', of: 'i32', value: kinds }],
    ['tokenizer.ggml.merges', { type: 'array', of: 'string', value: ['a b'] }],
    ['tokenizer.ggml.eos_token_id', count(258)],
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: false }],
    ['tokenizer.chat_template', text(CHAT)],
  ];
}

function keyLength(architecture: Architecture, value: number): [string, MetadataValue] {
  return [`${architecture}.attention.key_length`, { type: 'u32', value }];
}

/** GPT-2's printable names of the 256 bytes. */
function byteTexts(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCharCode(printable ? byte : next++);
  });
}

function tensors(rng: Rng, { architecture, headSize }: Required<TinyVariant>): TensorToWrite[] {
  const { hidden, feedForward, heads, kvHeads, embeddingRows, layers } = TINY;
  const random = (name: string, dims: number[], scale: number, mean = 0): TensorToWrite => {
    const size = dims.reduce((product, dim) => product * dim, 1);
    const data = Float32Array.from({ length: size }, () => mean + scale * (2 * rng.next() - 1));
    return { name, dims, type: 'F32', data };
  };
  const matrix = (name: string, columns: number, rows: number): TensorToWrite =>
    random(`${name}.weight`, [columns, rows], 3 / Math.sqrt(columns));
  const norm = (name: string): TensorToWrite => random(`${name}.weight`, [hidden], 0.3, 1);
  const blocks = Array.from({ length: layers }, (_, i) => [
    norm(`blk.${i}.attn_norm`),
    matrix(`blk.${i}.attn_q`, hidden, heads * headSize),
    matrix(`blk.${i}.attn_k`, hidden, kvHeads * headSize),
    matrix(`blk.${i}.attn_v`, hidden, kvHeads * headSize),
    matrix(`blk.${i}.attn_output`, heads * headSize, hidden),
    norm(`blk.${i}.ffn_norm`),
    matrix(`blk.${i}.ffn_gate`, hidden, feedForward),
    matrix(`blk.${i}.ffn_up`, hidden, feedForward),
    matrix(`blk.${i}.ffn_down`, feedForward, hidden),
  ]);
  const plain = [
    random('token_embd.weight', [hidden, embeddingRows], 1),
    ...blocks.flat(),
    norm('output_norm'),
  ];
  const extra = Array.from({ length: layers }, (_, i) => {
    const vector = (name: string, size: number, mean: number): TensorToWrite =>
      random(`blk.${i}.${name}`, [size], 0.3, mean);
    if (architecture === 'qwen3')
      return ['attn_q_norm', 'attn_k_norm'].map((name) => vector(`${name}.weight`, headSize, 1));
    if (architecture === 'llama') return [];
    const sizes = { attn_q: heads, attn_k: kvHeads, attn_v: kvHeads };
    return Object.entries(sizes).map(([name, n]) => vector(`${name}.bias`, n * headSize, 0));
  });
  return [...plain, ...extra.flat()];
}
