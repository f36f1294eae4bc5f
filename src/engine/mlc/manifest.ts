/**
 * The two files that say what an MLC folder is: the list of its weights (tensor-cache.json, ndarray-cache.json before web-llm
 * 0.2.80) and mlc-chat-config.json. They come from elsewhere, so every field that is used is checked.
 */
import { AppError } from '#core/app-error.ts';

export interface MlcShard {
  /** Beside the manifest. */
  readonly path: string;
  readonly bytes: number;
  readonly md5: string;
  /** Folders of this project have it; MLC's own do not. */
  readonly sha256: string | null;
}
export interface MlcManifest {
  readonly shards: readonly MlcShard[];
  readonly bytes: number;
  /** Weights of the model; null where the manifest does not tell their width. */
  readonly parameters: number | null;
}
/** What becomes of a conversation: text around every message. */
export interface MlcConversation {
  readonly systemTemplate: string;
  readonly systemMessage: string;
  /** Whether the system's place is written when there is nothing to say in it. */
  readonly emptySystem: boolean;
  /** Whether the first message after the system's has its role before it. */
  readonly roleAfterSystem: boolean;
  readonly roles: Readonly<Record<string, string>>;
  readonly roleTemplates: Readonly<Record<string, string>>;
  readonly separators: readonly string[];
  readonly contentSeparator: string;
  readonly emptySeparator: string;
  readonly prefixIds: readonly number[];
  readonly stopIds: readonly number[];
}
export interface MlcConfig {
  readonly quantisation: string;
  readonly modelType: string;
  /** Null where the model slides a window instead. */
  readonly context: number | null;
  readonly layers: number;
  readonly hiddenSize: number;
  readonly kvHeads: number;
  readonly headSize: number;
  /** Some layers see a window of the text only. */
  readonly slides: boolean;
  readonly conversation: MlcConversation;
}

type Json = Readonly<Record<string, unknown>>;

/** Throws AppError 'malformed-file'. */
export function readManifest(text: string): MlcManifest {
  const manifest = parsed(text, 'list of weights');
  const records = manifest['records'];
  if (!Array.isArray(records) || records.length === 0) throw malformed('its list of weights names none');
  const shards = records.map(readShard);
  if (new Set(shards.map(({ path }) => path)).size < shards.length)
    throw malformed('its list of weights names a file twice');
  const bytes = shards.reduce((sum, shard) => sum + shard.bytes, 0);
  const bits = isObject(manifest['metadata']) ? manifest['metadata']['BitsPerParam'] : null;
  const parameters = typeof bits === 'number' && bits > 0 ? Math.round((8 * bytes) / bits) : null;
  return { shards, bytes, parameters };
}

function readShard(record: unknown): MlcShard {
  const { dataPath, nbytes, md5sum, sha256 } = isObject(record) ? record : {};
  // A path that climbs out of the folder would be fetched and kept under a name that nobody checks.
  if (typeof dataPath !== 'string' || !/^[\w.-]+$/.test(dataPath) || dataPath.startsWith('.'))
    throw malformed('a file of weights has no plain name');
  if (typeof nbytes !== 'number' || !Number.isSafeInteger(nbytes) || nbytes <= 0)
    throw malformed(`the size of ${dataPath} is missing`);
  if (typeof md5sum !== 'string' || !/^[0-9a-f]{32}$/i.test(md5sum))
    throw malformed(`${dataPath} has no md5, so it could not be checked`);
  const strong = typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null;
  return { path: dataPath, bytes: nbytes, md5: md5sum.toLowerCase(), sha256: strong };
}

/** Throws AppError 'malformed-file' | 'unsupported-tokenizer'. */
export function readConfig(text: string): MlcConfig {
  const config = parsed(text, 'mlc-chat-config.json');
  const files = config['tokenizer_files'];
  if (!Array.isArray(files) || !files.includes('tokenizer.json'))
    throw new AppError(
      'unsupported-tokenizer',
      'This folder has no tokenizer.json, so its text could not be read here. Choose another model.',
    );
  const outer = objectIn(config, 'model_config');
  // Gemma 3 keeps the text model's numbers one level down.
  const model = { ...outer, ...(isObject(outer['text_config']) ? outer['text_config'] : {}) };
  const heads = count(model, 'num_attention_heads');
  const hiddenSize = count(model, 'hidden_size');
  const context = config['context_window_size'];
  return {
    quantisation: typeof config['quantization'] === 'string' ? config['quantization'] : 'unknown',
    modelType: typeof config['model_type'] === 'string' ? config['model_type'] : 'unknown',
    context: typeof context === 'number' && context > 0 ? context : null,
    layers: count(model, 'num_hidden_layers'),
    hiddenSize,
    kvHeads: 'num_key_value_heads' in model ? count(model, 'num_key_value_heads') : heads,
    headSize: 'head_dim' in model ? count(model, 'head_dim') : hiddenSize / heads,
    slides: slides(config) || slides(model),
    conversation: readConversation(objectIn(config, 'conv_template')),
  };
}

function slides(config: Json): boolean {
  return ['sliding_window_size', 'sliding_window'].some((name) => {
    const window = config[name];
    return typeof window === 'number' && window > 0 && config['use_sliding_window'] !== false;
  });
}

function readConversation(template: Json): MlcConversation {
  const text = (name: string, fallback: string): string => {
    const value = template[name];
    return typeof value === 'string' ? value : fallback;
  };
  const separators = template['seps'];
  if (
    !Array.isArray(separators) ||
    separators.length === 0 ||
    !separators.every((one) => typeof one === 'string')
  )
    throw malformed('its conversation template has no separators');
  return {
    systemTemplate: text('system_template', '{system_message}'),
    systemMessage: text('system_message', ''),
    emptySystem: template['render_empty_system_message'] !== false,
    roleAfterSystem: template['add_role_after_system_message'] !== false,
    roles: textsIn(template, 'roles'),
    roleTemplates: textsIn(template, 'role_templates'),
    separators,
    // web-llm's own fallback.
    contentSeparator: text('role_content_sep', ': '),
    emptySeparator: text('role_empty_sep', ': '),
    prefixIds: idsIn(template, 'system_prefix_token_ids'),
    stopIds: idsIn(template, 'stop_token_ids'),
  };
}

function textsIn(holder: Json, name: string): Record<string, string> {
  const texts = holder[name];
  if (!isObject(texts)) return {};
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function idsIn(holder: Json, name: string): number[] {
  const ids = holder[name];
  return Array.isArray(ids) ? ids.filter((id): id is number => Number.isSafeInteger(id) && id >= 0) : [];
}

function count(holder: Json, name: string): number {
  const value = holder[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw malformed(`its configuration does not tell ${name}`);
}

function objectIn(holder: Json, name: string): Json {
  const value = holder[name];
  if (isObject(value)) return value;
  throw malformed(`its configuration has no ${name}`);
}

function parsed(text: string, what: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Said below: many servers answer every address with a page.
  }
  throw malformed(`its ${what} is no JSON object`);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(why: string): AppError {
  return new AppError(
    'malformed-file',
    `This address is no MLC folder that can be used: ${why}. Check the address, or choose another model.`,
    { why },
  );
}
