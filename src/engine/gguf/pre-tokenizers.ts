/**
 * How text is cut before byte-level BPE, by the name in tokenizer.ggml.pre. Source: the models' own tokenizer.json
 * files (smollm, qwen2, llama-bpe, gpt-2) and, for `default`, the rule that GGUF readers share. Patterns apply one after the
 * other, each cutting the pieces of the one before; what a pattern does not match stays a piece.
 */
import { AppError } from '#core/app-error.ts';

export interface PreTokenizer {
  readonly patterns: readonly string[];
  /** Text is brought to Unicode form NFC first. */
  readonly nfc: boolean;
  /** A piece that is a token is that token, whatever the merges would make of it. */
  readonly ignoreMerges: boolean;
  /** A begin token is put before every text, unless the file says otherwise. */
  readonly addBos: boolean;
}

const GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
// JavaScript has no inline (?i:…): the contractions are spelled out in both cases.
const CONTRACTIONS = "'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]";
const WORDS = `${CONTRACTIONS}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+`;
const REST = ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';
const plain = { nfc: false, ignoreMerges: false, addBos: false };

const BY_NAME: Readonly<Record<string, PreTokenizer>> = {
  smollm: { ...plain, patterns: ['\\p{N}', GPT2] },
  'gpt-2': { ...plain, patterns: [GPT2] },
  qwen2: { ...plain, patterns: [`${WORDS}|\\p{N}|${REST}`], nfc: true },
  'llama-bpe': { patterns: [`${WORDS}|\\p{N}{1,3}|${REST}`], nfc: false, ignoreMerges: true, addBos: true },
  default: { ...plain, patterns: ['[\\p{P}$+<=>^~|]+', GPT2, '\\p{N}+', '[0-9][0-9][0-9]'] },
};

/** `name` null (the file says nothing) is `default`. Throws AppError 'unsupported-tokenizer'. */
export function preTokenizerNamed(name: string | null): PreTokenizer {
  const known = name ?? 'default';
  const found = Object.hasOwn(BY_NAME, known) ? BY_NAME[known] : undefined;
  if (found) return found;
  throw new AppError(
    'unsupported-tokenizer',
    `This model cuts text by the rule “${known}”, which is not known here. Choose a model with one of: ${Object.keys(BY_NAME).join(', ')}, or a SentencePiece vocabulary.`,
    { pre: known },
  );
}
