/**
 * An MLC folder, as models/organisms/mlc/convert_weights.py writes one, for the library that is shipped: a model of exactly
 * its shape with the organisms' tokenizer. Its weights are random, so it does not depend on which organism was trained last.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRng } from '#core/rng.ts';
import type { LibraryCard } from '#engine/backends/webllm/library.ts';
import { mlcParameters } from '#engine/backends/webllm/mlc-parameters.ts';
import type { MlcParameter } from '#engine/backends/webllm/mlc-parameters.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { openModel } from '#engine/open-model.ts';
import { exportGguf } from '#train/export-gguf.ts';
import { initialise } from '#train/parameters.ts';
import type { TokenizerFile } from '#train/tokenizer-format.ts';

const ORGANISMS = 'models/organisms';
/** Fresh weights give nearly the same logit to every token. */
const LOUDER = 4;
type Files = Map<string, Buffer>;
const read = <T>(path: string): T => JSON.parse(readFileSync(`${ORGANISMS}/${path}`, 'utf8')) as T;
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** @param change makes it a model that the library is not for */
export async function organismFolder(change: Partial<Shape> = {}): Promise<Files> {
  const card = read<LibraryCard & { readonly shape: Shape }>('mlc/library.json');
  const words = read<TokenizerFile>('tokenizer.json');
  const weights = await weightsOf({ ...LLAMA, ...card.shape, ...change }, words);
  return new Map([
    ['library.wasm', readFileSync(`${ORGANISMS}/mlc/${card.file}`)],
    ['tokenizer.json', json(tokenizer(words))],
    ['mlc-chat-config.json', json(chatConfig(card, words))],
    ...shards([weights.slice(0, 20), weights.slice(20)]),
  ]);
}

const LLAMA = { architecture: 'llama', qkvBias: false, qkNorm: false, ropeScaling: null } as const;
type Shape = Omit<HyperParameters, keyof typeof LLAMA>;

async function weightsOf(model: HyperParameters, words: TokenizerFile): Promise<MlcParameter[]> {
  const { matrices, vectors } = initialise(model, createRng(1));
  const provenance = { name: 'random', license: 'Apache-2.0', mix: 'none', seed: 1, step: 0, tokens: 0 };
  const parameters = { matrices: matrices.map((weight) => LOUDER * weight), vectors };
  const file = exportGguf({ model, parameters, tokenizer: words, provenance });
  return mlcParameters(await openModel(fromBytes(file)));
}

function shards(parts: readonly (readonly MlcParameter[])[]): Files {
  const files: Files = new Map();
  const records = parts.map((parameters, i) => {
    const name = `params_shard_${i}.bin`;
    const bytes = Buffer.concat(parameters.map((parameter) => parameter.bytes));
    files.set(name, bytes);
    let byteOffset = 0;
    const inside = parameters.map(({ name, shape, dtype, bytes: { length: nbytes } }) => {
      const record = { name, shape, dtype, format: 'raw', nbytes, byteOffset };
      byteOffset += nbytes;
      return record;
    });
    const md5sum = createHash('md5').update(bytes).digest('hex');
    return { dataPath: name, format: 'raw-shard', nbytes: bytes.length, md5sum, records: inside };
  });
  return files.set('tensor-cache.json', json({ metadata: { BitsPerParam: 16 }, records }));
}

function tokenizer({ tokens, merges, special }: TokenizerFile): object {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  const digits = { type: 'Digits', individual_digits: true };
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return {
    ...{ version: '1.0', truncation: null, padding: null, normalizer: null, post_processor: null },
    added_tokens: Object.entries(special).map(([content, id]) => ({ id, content, ...plain })),
    pre_tokenizer: { type: 'Sequence', pretokenizers: [digits, byteLevel] },
    decoder: byteLevel,
    model: {
      ...{ type: 'BPE', dropout: null, unk_token: null, fuse_unk: false, byte_fallback: false },
      ...{ continuing_subword_prefix: null, end_of_word_suffix: null, ignore_merges: false },
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges,
    },
  };
}

function chatConfig({ shape }: LibraryCard, { special }: TokenizerFile): object {
  const end = '<|end|>';
  return {
    ...{ version: '0.1.0', model_type: 'llama', quantization: 'q0f32', vocab_size: shape.vocab },
    ...{ context_window_size: shape.context, sliding_window_size: -1, attention_sink_size: -1 },
    ...{ prefill_chunk_size: 128, tensor_parallel_shards: 1, temperature: 1, top_p: 1 },
    ...{ repetition_penalty: 1, frequency_penalty: 0, presence_penalty: 0 },
    model_config: {
      ...{ hidden_size: shape.hidden, num_attention_heads: shape.heads, num_key_value_heads: shape.kvHeads },
      ...{ head_dim: shape.headSize, num_hidden_layers: shape.layers },
    },
    tokenizer_files: ['tokenizer.json'],
    tokenizer_info: {
      ...{ token_postproc_method: 'byte_level', prepend_space_in_encode: false },
      strip_space_in_decode: false,
    },
    conv_template: {
      ...{ system_template: '{system_message}', system_message: '', render_empty_system_message: false },
      roles: { user: '<|user|>', assistant: '<|assistant|>', tool: '<|user|>' },
      role_templates: { user: '{user_message}', assistant: '{assistant_message}', tool: '{tool_message}' },
      ...{ seps: [end], role_content_sep: '', role_empty_sep: '' },
      ...{ stop_str: [end], stop_token_ids: [special[end]] },
    },
  };
}
