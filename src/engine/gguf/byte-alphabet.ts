/**
 * The printable alphabet in which byte-level BPE vocabularies write bytes: printable Latin-1 stands for itself, every
 * other byte for the next free character from U+0100 on (GPT-2's table).
 */
function buildAlphabet(): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    bytes.set(String.fromCharCode(printable ? byte : next++), byte);
  }
  return bytes;
}
const BYTE_OF = buildAlphabet();

/** The bytes that `token` stands for, or null if it has a character outside the alphabet. */
export function bytesOfByteLevel(token: string): Uint8Array | null {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = BYTE_OF.get(token[i] as string);
    if (byte === undefined) return null;
    bytes[i] = byte;
  }
  return bytes;
}
