/**
 * Byte-pair encoding (Sennrich et al. 2016) over bytes: the trainer. Deterministic: of equally frequent pairs the one
 * that sorts first is merged.
 */
import { BYTE_ALPHABET, pieces, toAlphabet } from '#train/bpe-pieces.ts';
import { SPECIAL_TOKENS } from '#train/tokenizer-format.ts';
import type { SpecialToken, TokenizerFile } from '#train/tokenizer-format.ts';

interface Word {
  symbols: string[];
  readonly count: number;
}

/** @param size tokens without the special ones: 256 bytes and size - 256 merges at most. */
export function trainBpe(texts: Iterable<string>, size: number): TokenizerFile {
  const words = countWords(texts);
  const tokens = [...BYTE_ALPHABET];
  const merges: string[] = [];
  while (tokens.length < size) {
    const best = mostFrequentPair(words);
    if (best === null) break;
    const [left, right] = best.split(' ') as [string, string];
    for (const word of words) word.symbols = mergePair(word.symbols, left, right);
    merges.push(best);
    if (!tokens.includes(left + right)) tokens.push(left + right);
  }
  const special = Object.fromEntries(SPECIAL_TOKENS.map((token, at) => [token, tokens.length + at]));
  return { tokens: [...tokens, ...SPECIAL_TOKENS], merges, special: special as Record<SpecialToken, number> };
}

function countWords(texts: Iterable<string>): Word[] {
  const counts = new Map<string, number>();
  for (const text of texts) for (const piece of pieces(text)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return [...counts].map(([piece, count]) => ({ symbols: toAlphabet(piece), count }));
}

function mostFrequentPair(words: readonly Word[]): string | null {
  const counts = new Map<string, number>();
  for (const { symbols, count } of words)
    for (let i = 0; i + 1 < symbols.length; i++) {
      const pair = `${symbols[i]} ${symbols[i + 1]}`;
      counts.set(pair, (counts.get(pair) ?? 0) + count);
    }
  let best: string | null = null;
  for (const [pair, count] of counts) {
    const bestCount = best === null ? 1 : (counts.get(best) ?? 0);
    if (count > bestCount || (count === bestCount && best !== null && pair < best)) best = pair;
  }
  return best;
}

/** Every occurrence of the pair, from the left. */
export function mergePair(symbols: readonly string[], left: string, right: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < symbols.length; i++) {
    if (symbols[i] === left && symbols[i + 1] === right) {
      out.push(left + right);
      i++;
    } else out.push(symbols[i] as string);
  }
  return out;
}
