/** The organisms' tokenizer as data: bytes, merges and three special tokens. */
export const SPECIAL_TOKENS = ['<|user|>', '<|assistant|>', '<|end|>'] as const;
export type SpecialToken = (typeof SPECIAL_TOKENS)[number];

export interface TokenizerFile {
  /** By id, in the byte-level alphabet; the special tokens are the last three. */
  readonly tokens: readonly string[];
  /** "left right", best first. */
  readonly merges: readonly string[];
  readonly special: Readonly<Record<SpecialToken, number>>;
}
