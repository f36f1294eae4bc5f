/** Text to ids with the organisms' tokenizer, fast enough to feed the trainer: every piece is merged once and kept. */
import { AppError } from '#core/app-error.ts';
import { mergePair } from '#train/bpe.ts';
import { pieces, toAlphabet } from '#train/bpe-pieces.ts';
import type { TokenizerFile } from '#train/tokenizer-format.ts';

/** Ids of plain text; special tokens are not read from text. */
export type EncodeText = (text: string) => number[];

export function createEncoder(tokenizer: TokenizerFile): EncodeText {
  const ids = new Map(tokenizer.tokens.map((token, id) => [token, id]));
  const ranks = new Map(tokenizer.merges.map((pair, rank) => [pair, rank]));
  const cache = new Map<string, readonly number[]>();
  const encodePiece = (piece: string): readonly number[] => {
    const known = cache.get(piece);
    if (known) return known;
    const encoded = mergeAll(toAlphabet(piece), ranks).map((token) => idOf(ids, token));
    cache.set(piece, encoded);
    return encoded;
  };
  return (text) => pieces(text).flatMap(encodePiece);
}

function mergeAll(bytes: readonly string[], ranks: ReadonlyMap<string, number>): readonly string[] {
  let symbols = bytes;
  for (;;) {
    const at = lowestRank(symbols, ranks);
    if (at === null) return symbols;
    symbols = mergePair(symbols, symbols[at] as string, symbols[at + 1] as string);
  }
}
function lowestRank(symbols: readonly string[], ranks: ReadonlyMap<string, number>): number | null {
  let at: number | null = null;
  let best = Infinity;
  for (let i = 0; i + 1 < symbols.length; i++) {
    const rank = ranks.get(`${symbols[i]} ${symbols[i + 1]}`) ?? Infinity;
    if (rank < best) [at, best] = [i, rank];
  }
  return at;
}
function idOf(ids: ReadonlyMap<string, number>, token: string): number {
  const id = ids.get(token);
  if (id === undefined)
    throw new AppError(
      'malformed-file',
      `The tokenizer has no token "${token}". Write tokenizer.json again.`,
      {
        token,
      },
    );
  return id;
}
