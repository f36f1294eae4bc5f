/**
 * Pre-tokenizer of the organisms: every digit alone, then GPT-2's split (Radford et al. 2019), bytes written in
 * GPT-2's printable alphabet. Together this is GGUF's pre-tokenizer type `smollm`.
 */
const SPLIT = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** The pieces that merges never cross, as plain text. */
export function pieces(text: string): string[] {
  return text.split(/(\p{N})/u).flatMap((part) => part.match(SPLIT) ?? []);
}

/** Printable characters stand for themselves, the other bytes for U+0100 onwards. */
export const BYTE_ALPHABET: readonly string[] = byteAlphabet();
function byteAlphabet(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCharCode(printable ? byte : next++);
  });
}

const utf8 = new TextEncoder();
export function toAlphabet(piece: string): string[] {
  return Array.from(utf8.encode(piece), (byte) => BYTE_ALPHABET[byte] as string);
}
