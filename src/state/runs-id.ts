/** Names for runs: short enough for a link, too many to meet twice. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 12;

/** @param random fills the bytes; 32 letters, so each takes 5 bits evenly. */
export function runId(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  return Array.from(random(new Uint8Array(LENGTH)), (byte) => LETTERS[byte % LETTERS.length]).join('');
}
