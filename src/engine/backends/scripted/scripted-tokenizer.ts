/**
 * A tokenizer over a list of pieces: the longest piece that fits is taken, and every byte is a token of its own, so that
 * any text has an encoding. Ids: 0–255 bytes, then user, assistant and end marks, then the pieces.
 */
import type { Message } from '#core/messages.ts';
import type { TokenId, Tokens } from '#core/ids.ts';
import type { Tokenizer } from '../../types.ts';

const MARKS = ['<|user|>', '<|assistant|>', '<|end|>'] as const;
const USER: TokenId = 256;
const ASSISTANT: TokenId = 257;
export const END: TokenId = 258;
const FIRST_PIECE = 259;

export function scriptedTokenizer(pieces: readonly string[]): Tokenizer {
  const encoder = new TextEncoder();
  const bytesOfPiece = [...MARKS, ...pieces].map((piece) => encoder.encode(piece));
  const bytes = (id: TokenId): Uint8Array =>
    id < USER ? Uint8Array.of(id) : (bytesOfPiece[id - USER] as Uint8Array);
  const longestFirst = pieces
    .map((piece, i) => ({ piece, id: FIRST_PIECE + i }))
    .sort((a, b) => b.piece.length - a.piece.length || a.id - b.id);
  const encode = (text: string): TokenId[] => {
    const ids: TokenId[] = [];
    for (let at = 0; at < text.length;) {
      const found = longestFirst.find(({ piece }) => text.startsWith(piece, at));
      const written = found?.piece ?? String.fromCodePoint(text.codePointAt(at) as number);
      ids.push(...(found ? [found.id] : encoder.encode(written)));
      at += written.length;
    }
    return ids;
  };
  return {
    vocabSize: FIRST_PIECE + pieces.length,
    bos: null,
    stop: new Set([END]),
    encode,
    decode: (ids) => new TextDecoder().decode(joinBytes(ids.map(bytes))),
    bytes,
    isSpecial: (id) => id >= USER && id < FIRST_PIECE,
    chat: (messages, options) => renderChat(messages, encode, options?.continueFinal ?? false),
  };
}

function renderChat(
  messages: readonly Message[],
  encode: (text: string) => TokenId[],
  isOpen: boolean,
): TokenId[] {
  const turns = messages.map(({ role, content }) => [
    role === 'assistant' ? ASSISTANT : USER,
    ...encode(content),
  ]);
  const closed = isOpen ? turns.slice(0, -1) : turns;
  const rendered: Tokens = closed.flatMap((turn) => [...turn, END]);
  return isOpen ? [...rendered, ...(turns.at(-1) ?? [])] : [...rendered, ASSISTANT];
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
