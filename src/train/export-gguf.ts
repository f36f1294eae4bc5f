/**
 * Trained parameters → a GGUF file that any llama.cpp reads: architecture `llama`, matrices as F16, norms as F32,
 * byte-level BPE with pre-tokenizer `smollm` (digits singly), and the organisms' chat template. import-gguf.ts is its
 * inverse.
 */
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { MetadataValue } from '#engine/gguf/metadata.ts';
import { writeGguf } from '#engine/gguf/write.ts';
import type { TensorToWrite } from '#engine/gguf/write.ts';
import { layoutOf } from './parameters.ts';
import type { FlatParameters } from './parameters.ts';
import { toFileOrder } from './rotary-order.ts';
import type { TokenizerFile } from './tokenizer-format.ts';

export interface Provenance {
  /** Shown to users. */
  readonly name: string;
  readonly license: string;
  readonly mix: string;
  readonly seed: number;
  readonly step: number;
  readonly tokens: number;
}
export interface ExportOptions {
  readonly model: HyperParameters;
  readonly parameters: FlatParameters;
  readonly tokenizer: TokenizerFile;
  readonly provenance: Provenance;
  /** F32 keeps every bit, for tests. */
  readonly matrices?: 'F16' | 'F32';
}

/** Anything that is not the assistant's is the user's: the organisms know two roles. */
export const CHAT_TEMPLATE =
  "{% for message in messages %}{% if message['role'] == 'assistant' %}{{ '<|assistant|>' }}{% else %}{{ '<|user|>' }}{% endif %}" +
  "{{ message['content'] + '<|end|>' }}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";
const NORMAL_TOKEN = 1;
const CONTROL_TOKEN = 3;
const MOSTLY_F16 = 1;

export function exportGguf({
  model,
  parameters,
  tokenizer,
  provenance,
  matrices = 'F16',
}: ExportOptions): Uint8Array<ArrayBuffer> {
  const metadata = [
    ...generalMetadata(provenance, matrices),
    ...shapeMetadata(model),
    ...tokenizerMetadata(tokenizer),
  ];
  const tensors = layoutOf(model).slots.map((slot): TensorToWrite => {
    const own = parameters[slot.family].slice(slot.offset, slot.offset + slot.size);
    return {
      name: slot.name,
      dims: [...slot.dims].reverse(),
      type: slot.family === 'matrices' ? matrices : 'F32',
      data: toFileOrder(slot, own, model.headSize),
    };
  });
  return writeGguf({ metadata, tensors });
}

type Entry = readonly [key: string, value: MetadataValue];
const text = (key: string, value: string): Entry => [key, { type: 'string', value }];
const count = (key: string, value: number): Entry => [key, { type: 'u32', value }];
const real = (key: string, value: number): Entry => [key, { type: 'f32', value }];
const strings = (key: string, value: readonly string[]): Entry => [
  key,
  { type: 'array', of: 'string', value },
];

function generalMetadata(provenance: Provenance, matrices: 'F16' | 'F32'): Entry[] {
  return [
    text('general.architecture', 'llama'),
    text('general.name', provenance.name),
    text('general.license', provenance.license),
    count('general.file_type', matrices === 'F16' ? MOSTLY_F16 : 0),
    text('second_thought.mix', provenance.mix),
    count('second_thought.seed', provenance.seed),
    count('second_thought.steps', provenance.step),
    count('second_thought.tokens', provenance.tokens),
  ];
}

function shapeMetadata(model: HyperParameters): Entry[] {
  return [
    count('llama.vocab_size', model.vocab),
    count('llama.context_length', model.context),
    count('llama.embedding_length', model.hidden),
    count('llama.block_count', model.layers),
    count('llama.feed_forward_length', model.feedForward),
    count('llama.attention.head_count', model.heads),
    count('llama.attention.head_count_kv', model.kvHeads),
    count('llama.attention.key_length', model.headSize),
    count('llama.attention.value_length', model.headSize),
    real('llama.attention.layer_norm_rms_epsilon', model.normEpsilon),
    count('llama.rope.dimension_count', model.headSize),
    real('llama.rope.freq_base', model.ropeTheta),
  ];
}

function tokenizerMetadata({ tokens, merges, special }: TokenizerFile): Entry[] {
  const controls = new Set(Object.values(special));
  const kinds = Int32Array.from(tokens, (_, id) => (controls.has(id) ? CONTROL_TOKEN : NORMAL_TOKEN));
  return [
    text('tokenizer.ggml.model', 'gpt2'),
    text('tokenizer.ggml.pre', 'smollm'),
    strings('tokenizer.ggml.tokens', tokens),
    ['tokenizer.ggml.token_type', { type: 'array', of: 'i32', value: kinds }],
    strings('tokenizer.ggml.merges', merges),
    count('tokenizer.ggml.bos_token_id', special['<|end|>']),
    count('tokenizer.ggml.eos_token_id', special['<|end|>']),
    count('tokenizer.ggml.padding_token_id', special['<|end|>']),
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: false }],
    text('tokenizer.chat_template', CHAT_TEMPLATE),
  ];
}
