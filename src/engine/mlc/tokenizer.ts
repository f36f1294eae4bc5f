/**
 * A tokenizer out of an MLC folder's tokenizer.json: byte-level BPE, or BPE over “▁” with bytes to fall back to. Special
 * tokens stay outside the tokenizer package, as in gguf/tokenizer.ts: a control token's text typed by a user is text.
 */
import { Tokenizer as HubTokenizer } from '@huggingface/tokenizers';
import { AppError } from '#core/app-error.ts';
import { bytesOfByteLevel } from '#engine/gguf/byte-alphabet.ts';
import { specialCutter } from '#engine/gguf/special-tokens.ts';
import type { CutAtSpecial } from '#engine/gguf/special-tokens.ts';
import { CONTROL, USER_DEFINED } from '#engine/gguf/token-table.ts';
import type { Tokenizer } from '#engine/types.ts';
import { conversationEncoder } from './conversation.ts';
import type { MlcConversation } from './manifest.ts';

type Json = Readonly<Record<string, unknown>>;
interface Vocabulary {
  readonly texts: readonly string[];
  readonly kinds: ArrayLike<number>;
}
const NORMAL = 1;
/** Stages that put a space before the whole text. */
const PREPENDS = new Set(['Prepend', 'Metaspace']);
const utf8 = new TextEncoder();

/** `json`: tokenizer.json, parsed. Throws AppError 'unsupported-tokenizer' | 'malformed-file'. */
export function tokenizerFromMlc(json: unknown, conversation: MlcConversation): Tokenizer {
  if (!isObject(json) || !isObject(json['model'])) throw malformed();
  const vocabulary = readVocabulary(json['model'], json['added_tokens']);
  const cutAll = specialCutter(vocabulary, true);
  const cutPlain = specialCutter(vocabulary, false);
  const prefixed = stagesOf(json).some(({ type }) => PREPENDS.has(String(type)));
  const plain = encoder(json, false);
  const encodeOn = prefixed ? encoder(json, true) : plain;
  const pieces = (text: string, cut: CutAtSpecial, encode: typeof plain): number[] =>
    cut(text).flatMap((piece) => ('id' in piece ? [piece.id] : encode(piece.text)));
  const encode: Tokenizer['encode'] = (text, options) =>
    pieces(text, options?.special ? cutAll : cutPlain, plain);
  const bytes = byteLookup(
    vocabulary,
    stagesOf(json).some(({ type }) => type === 'ByteLevel'),
  );
  return {
    vocabSize: vocabulary.texts.length,
    bos: conversation.prefixIds[0] ?? null,
    stop: new Set(conversation.stopIds),
    encode,
    decode: (ids) => decoded(ids.map(bytes), prefixed),
    bytes,
    isSpecial: (id) => vocabulary.kinds[id] === CONTROL,
    chat: conversationEncoder(conversation, {
      encode: (text) => encode(text, { special: true }),
      encodeOn: (text) => pieces(text, cutAll, encodeOn),
    }),
  };
}

function readVocabulary(model: Json, added: unknown): Vocabulary {
  if (model['type'] !== 'BPE' || !isObject(model['vocab']))
    throw new AppError(
      'unsupported-tokenizer',
      `This model's tokenizer is of the kind “${String(model['type'])}”, which cannot be used here. Choose a model with BPE.`,
    );
  const texts: string[] = [];
  const kinds: number[] = [];
  const put = (id: unknown, text: unknown, kind: number): void => {
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0 || typeof text !== 'string')
      throw malformed();
    texts[id] = text;
    kinds[id] = kind;
  };
  for (const [text, id] of Object.entries(model['vocab'])) put(id, text, NORMAL);
  for (const token of Array.isArray(added) ? added : []) {
    if (!isObject(token)) throw malformed();
    put(token['id'], token['content'], token['special'] === true ? CONTROL : USER_DEFINED);
  }
  if (texts.length === 0) throw malformed();
  // Numbers that no token has.
  return {
    texts: Array.from(texts, (text) => text ?? ''),
    kinds: Array.from(kinds, (kind) => kind ?? CONTROL),
  };
}

/** @param on without the space before the text. */
function encoder(json: Json, on: boolean): (text: string) => number[] {
  const stage = (name: string): unknown => (on ? withoutPrefix(json[name]) : json[name]) ?? null;
  const hub = new HubTokenizer(
    {
      normalizer: stage('normalizer'),
      pre_tokenizer: stage('pre_tokenizer'),
      model: json['model'],
      decoder: null,
      post_processor: null,
      added_tokens: [],
    },
    {},
  );
  return (text) => (text === '' ? [] : hub.encode(text, { add_special_tokens: false }).ids);
}

/** Normaliser, pre-tokenizer and decoder, their sequences opened. */
function stagesOf(json: Json): Json[] {
  return ['normalizer', 'pre_tokenizer', 'decoder'].flatMap((name) => inner(json[name]));
}

function inner(stage: unknown): Json[] {
  if (!isObject(stage)) return [];
  const parts = stage['normalizers'] ?? stage['pretokenizers'] ?? stage['decoders'];
  return Array.isArray(parts) ? parts.flatMap(inner) : [stage];
}

function withoutPrefix(stage: unknown): unknown {
  if (!isObject(stage)) return stage;
  if (stage['type'] === 'Prepend') return null;
  if (stage['type'] === 'Metaspace') return { ...stage, prepend_scheme: 'never', add_prefix_space: false };
  const list = ['normalizers', 'pretokenizers'].find((name) => Array.isArray(stage[name]));
  if (list === undefined) return stage;
  const kept = (stage[list] as unknown[]).map(withoutPrefix).filter((one) => one !== null);
  return { ...stage, [list]: kept };
}

function byteLookup({ texts, kinds }: Vocabulary, byteLevel: boolean): (id: number) => Uint8Array {
  return (id) => {
    const text = texts[id];
    if (text === undefined)
      throw new AppError(
        'bad-input',
        `Token ${id} does not exist: the vocabulary has ${texts.length} tokens. Use ids from 0 to ${texts.length - 1}.`,
        { id },
      );
    if (kinds[id] !== NORMAL) return utf8.encode(text);
    if (byteLevel) return bytesOfByteLevel(text) ?? utf8.encode(text);
    const byte = /^<0x([0-9A-Fa-f]{2})>$/.exec(text)?.[1];
    return byte === undefined
      ? utf8.encode(text.replaceAll('▁', ' '))
      : Uint8Array.of(Number.parseInt(byte, 16));
  };
}

function decoded(parts: readonly Uint8Array[], prefixed: boolean): string {
  const bytes = new Uint8Array(parts.flatMap((part) => [...part]));
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return prefixed && text.startsWith(' ') ? text.slice(1) : text;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(): AppError {
  return new AppError(
    'malformed-file',
    'The tokenizer.json of this folder has no vocabulary that can be read. Choose another model.',
  );
}
