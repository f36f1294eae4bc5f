/**
 * A model's tokenizer out of its GGUF metadata: byte-level BPE ('gpt2' in the file) or SentencePiece BPE ('llama').
 * Bytes are exact: `bytes` of all ids, joined, are the text's UTF-8. Adds no begin or end token by itself (`chat` does).
 */
import { AppError } from '#core/app-error.ts';
import type { Tokenizer } from '#engine/types.ts';
import { bytesOfByteLevel } from './byte-alphabet.ts';
import { chatEncoder } from './chat-template.ts';
import {
  optionalBoolean,
  optionalString,
  optionalStrings,
  requiredString,
  malformedMetadata,
} from './metadata.ts';
import type { GgufFile } from './parse.ts';
import { preTokenizerNamed } from './pre-tokenizers.ts';
import { specialCutter, type CutAtSpecial } from './special-tokens.ts';
import { byteLevelEncoder, sentencePieceEncoder, type EncodeText } from './token-models.ts';
import { BYTE, CONTROL, readTokenTable, USER_DEFINED, type TokenTable } from './token-table.ts';

interface Scheme {
  readonly encode: EncodeText;
  /** Encodes what goes on from text before it: no space is put in front. */
  readonly encodeOn: EncodeText;
  readonly bytes: (id: number) => Uint8Array;
  readonly addBos: boolean;
  /** Text begins with a space that is not part of it. */
  readonly prefixed: boolean;
}

const utf8 = new TextEncoder();

/** Throws AppError 'unsupported-tokenizer' | 'malformed-file'. */
export function tokenizerFromGguf(file: Pick<GgufFile, 'metadata'>): Tokenizer {
  const { metadata } = file;
  const table = readTokenTable(metadata);
  const scheme = readScheme(file, table);
  const cutAll = specialCutter(table, true);
  const cutPlain = specialCutter(table, false);
  const bos = (table.addBos ?? scheme.addBos) ? table.bosId : null;
  const encode: Tokenizer['encode'] = (text, options) =>
    encodePieces(text, options?.special ? cutAll : cutPlain, scheme.encode);
  const bytes = byteLookup(table, scheme);
  return {
    vocabSize: table.texts.length,
    bos,
    stop: table.stop,
    encode,
    decode: (ids) => decodeAll(ids.map(bytes), scheme.prefixed),
    bytes,
    isSpecial: (id) => table.kinds[id] === CONTROL,
    chat: chatEncoder({
      template: optionalString(metadata, 'tokenizer.chat_template'),
      bosId: bos,
      bosText: table.bosId === null ? '' : (table.texts[table.bosId] as string),
      eosText: table.eosId === null ? '' : (table.texts[table.eosId] as string),
      encode: (text) => encode(text, { special: true }),
      encodeOn: (text) => encodePieces(text, cutAll, scheme.encodeOn),
    }),
  };
}

function encodePieces(text: string, cut: CutAtSpecial, encode: EncodeText): number[] {
  return cut(text).flatMap((piece) => ('id' in piece ? [piece.id] : encode(piece.text)));
}

function byteLookup(table: TokenTable, scheme: Scheme): (id: number) => Uint8Array {
  return (id) => {
    const text = table.texts[id];
    if (text === undefined) {
      throw new AppError(
        'bad-input',
        `Token ${id} does not exist: the vocabulary has ${table.texts.length} tokens. Use ids from 0 to ${table.texts.length - 1}.`,
        { id },
      );
    }
    return table.kinds[id] === CONTROL ? utf8.encode(text) : scheme.bytes(id);
  };
}

function decodeAll(parts: readonly Uint8Array[], prefixed: boolean): string {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return prefixed && text.startsWith(' ') ? text.slice(1) : text;
}

function readScheme(file: Pick<GgufFile, 'metadata'>, table: TokenTable): Scheme {
  const model = requiredString(file.metadata, 'tokenizer.ggml.model');
  if (model === 'gpt2') return byteLevelScheme(file, table);
  if (model === 'llama') return sentencePieceScheme(file, table);
  throw new AppError(
    'unsupported-tokenizer',
    `This model's tokenizer is of the kind “${model}”, which cannot be used here. Choose a model with a byte-level BPE (gpt2) or SentencePiece (llama) tokenizer.`,
    { model },
  );
}

function byteLevelScheme({ metadata }: Pick<GgufFile, 'metadata'>, table: TokenTable): Scheme {
  const pre = preTokenizerNamed(optionalString(metadata, 'tokenizer.ggml.pre'));
  const merges = optionalStrings(metadata, 'tokenizer.ggml.merges');
  if (!merges) throw malformedMetadata('“tokenizer.ggml.merges” is missing.', 'tokenizer.ggml.merges');
  const encode = byteLevelEncoder(table, merges, pre);
  const bytes = (id: number): Uint8Array => {
    const text = table.texts[id] as string;
    return (table.kinds[id] === USER_DEFINED ? null : bytesOfByteLevel(text)) ?? utf8.encode(text);
  };
  return { encode, encodeOn: encode, bytes, addBos: pre.addBos, prefixed: false };
}

function sentencePieceScheme({ metadata }: Pick<GgufFile, 'metadata'>, table: TokenTable): Scheme {
  if (!table.scores) throw malformedMetadata('“tokenizer.ggml.scores” is missing.', 'tokenizer.ggml.scores');
  const prefixed = optionalBoolean(metadata, 'tokenizer.ggml.add_space_prefix') ?? true;
  const encodeOn = sentencePieceEncoder(table, table.scores);
  const bytes = (id: number): Uint8Array => {
    const text = table.texts[id] as string;
    const byte = table.kinds[id] === BYTE ? /^<0x([0-9A-Fa-f]{2})>$/.exec(text)?.[1] : undefined;
    return byte === undefined
      ? utf8.encode(text.replaceAll('▁', ' '))
      : Uint8Array.of(Number.parseInt(byte, 16));
  };
  return {
    encode: prefixed ? (text) => encodeOn(` ${text}`) : encodeOn,
    encodeOn,
    bytes,
    addBos: true,
    prefixed,
  };
}
