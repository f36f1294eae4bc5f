/**
 * Hands web-llm a model from memory: it loads by address and looks into Cache Storage first, so the files are put there,
 * under an address that leads nowhere, for as long as loading takes. What it cannot find there fails at once, and
 * nothing is ever fetched that we have not checked.
 */
import type { MlcParameter } from './mlc-parameters.ts';

export interface StagedModel {
  /** As web-llm's ModelRecord has them. */
  readonly model: string;
  readonly model_lib: string;
  remove(): Promise<void>;
}
export interface ModelToStage {
  readonly library: Uint8Array<ArrayBuffer>;
  readonly parameters: readonly MlcParameter[];
  readonly vocab: number;
  readonly context: number;
}
/** The caches of web-llm 0.2.86. */
const CACHES = { config: 'webllm/config', wasm: 'webllm/wasm', model: 'webllm/model' } as const;
type CacheKind = keyof typeof CACHES;
const SHARD = 'params_shard_0.bin';

/** Rejects where the browser keeps nothing: outside https and localhost. */
export async function stageModel(model: ModelToStage): Promise<StagedModel> {
  // Two pages may load at once.
  const folder = `https://${crypto.randomUUID()}.invalid/resolve/main/`;
  const library = `${folder}library.wasm`;
  const bytes = new Blob(model.parameters.map((parameter) => parameter.bytes));
  const files: readonly (readonly [CacheKind, string, BlobPart])[] = [
    ['wasm', library, model.library],
    ['config', `${folder}mlc-chat-config.json`, JSON.stringify(chatConfig(model))],
    ['model', `${folder}tokenizer.json`, JSON.stringify(TOKENIZER)],
    ['model', `${folder}tensor-cache.json`, JSON.stringify(manifest(model.parameters))],
    ['model', `${folder}${SHARD}`, bytes],
  ];
  const remove = async (): Promise<void> => {
    for (const [kind, url] of files) await (await caches.open(CACHES[kind])).delete(url);
  };
  try {
    for (const [kind, url, body] of files)
      await (await caches.open(CACHES[kind])).put(url, new Response(new Blob([body])));
  } catch (thrown) {
    await remove().catch(() => undefined);
    throw thrown;
  }
  return { model: folder, model_lib: library, remove };
}

function manifest(parameters: readonly MlcParameter[]): object {
  let byteOffset = 0;
  const records = parameters.map(({ name, shape, dtype, bytes }) => {
    const record = { name, shape, dtype, format: 'raw', nbytes: bytes.length, byteOffset };
    byteOffset += bytes.length;
    return record;
  });
  const shard = { dataPath: SHARD, format: 'raw-shard', nbytes: byteOffset, records };
  return { metadata: { ParamSize: parameters.length, ParamBytes: byteOffset }, records: [shard] };
}

/** Token ids go in and logits come out: of web-llm's own chat nothing is used, but it does not load without. */
function chatConfig({ vocab, context }: ModelToStage): object {
  return {
    tokenizer_files: ['tokenizer.json'],
    tokenizer_info: { token_postproc_method: 'raw', prepend_space_in_encode: false },
    vocab_size: vocab,
    context_window_size: context,
    sliding_window_size: -1,
    attention_sink_size: -1,
    temperature: 1,
    top_p: 1,
    repetition_penalty: 1,
    frequency_penalty: 0,
    presence_penalty: 0,
    conv_template: {
      system_template: '',
      system_message: '',
      roles: { user: '', assistant: '', tool: '' },
      seps: [''],
      stop_str: [],
      stop_token_ids: [],
    },
  };
}

const TOKENIZER = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: null,
  post_processor: null,
  decoder: null,
  model: { type: 'WordLevel', vocab: { unused: 0 }, unk_token: 'unused' },
};
