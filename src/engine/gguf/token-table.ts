/** The vocabulary as a GGUF file lists it: text, kind and score of each token, and the ids with a role. */
import type { TokenId } from '#core/ids.ts';
import {
  malformedMetadata,
  optionalBoolean,
  optionalCount,
  optionalNumbers,
  optionalStrings,
  type Metadata,
} from './metadata.ts';

/** Numbers of tokenizer.ggml.token_type. */
const NORMAL = 1;
export const CONTROL = 3;
export const USER_DEFINED = 4;
export const BYTE = 6;

export interface TokenTable {
  readonly texts: readonly string[];
  readonly kinds: ArrayLike<number>;
  readonly scores: ArrayLike<number> | null;
  readonly bosId: TokenId | null;
  readonly eosId: TokenId | null;
  readonly unknownId: TokenId | null;
  /** What the file says about a begin token before every text; null where it says nothing. */
  readonly addBos: boolean | null;
  readonly stop: ReadonlySet<TokenId>;
}

/** Tokens that end a turn or a text in the chat formats of the supported families. */
const STOP_NAMES = new Set(['<|im_end|>', '<|end|>', '<|eot_id|>', '<|endoftext|>']);
const STOP_KEYS = ['eos_token_id', 'eot_token_id', 'eom_token_id'];

export function readTokenTable(metadata: Metadata): TokenTable {
  const key = 'tokenizer.ggml.tokens';
  const texts = optionalStrings(metadata, key);
  if (!texts || texts.length === 0) throw malformedMetadata(`“${key}”, the vocabulary, is missing.`, key);
  const sized = (name: string): ArrayLike<number> | null => {
    const values = optionalNumbers(metadata, name);
    if (values === null || values.length === texts.length) return values;
    throw malformedMetadata(`“${name}” has ${values.length} entries for ${texts.length} tokens.`, name);
  };
  const id = (name: string): TokenId | null =>
    optionalCount(metadata, `tokenizer.ggml.${name}`, 0, texts.length - 1);
  const stop = new Set(STOP_KEYS.map(id).filter((value) => value !== null));
  texts.forEach((text, index) => {
    if (STOP_NAMES.has(text)) stop.add(index);
  });
  const bosId = id('bos_token_id');
  return {
    texts,
    kinds: sized('tokenizer.ggml.token_type') ?? guessKinds(texts.length, stop, bosId),
    scores: sized('tokenizer.ggml.scores'),
    bosId,
    eosId: id('eos_token_id'),
    unknownId: id('unknown_token_id'),
    addBos: optionalBoolean(metadata, 'tokenizer.ggml.add_bos_token'),
    stop,
  };
}

function guessKinds(count: number, stop: ReadonlySet<TokenId>, bosId: TokenId | null): Uint8Array {
  const kinds = new Uint8Array(count).fill(NORMAL);
  for (const id of stop) kinds[id] = CONTROL;
  if (bosId !== null) kinds[bosId] = CONTROL;
  return kinds;
}
