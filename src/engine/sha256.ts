/**
 * SHA-256 (FIPS 180-4) of a byte source. The platform's digest wants all bytes at once, so it serves files that fit;
 * larger ones, and pages without crypto.subtle, are hashed piece by piece here at about 200 MB/s.
 */
import type { ByteSource } from './gguf/byte-source.ts';
import { readExactly } from './gguf/byte-source.ts';

const PIECE = 8 << 20;
const FITS = 256 << 20;

/** Lower-case hexadecimal. `onBytes` is told how many bytes have been read. */
export async function sha256(source: ByteSource, onBytes?: (done: number) => void): Promise<string> {
  const subtle = (globalThis as { crypto?: { subtle?: SubtleCrypto } }).crypto?.subtle;
  if (!subtle || source.size > FITS) return sha256Pieces(source, onBytes);
  const bytes = await readExactly(source, 0, source.size);
  onBytes?.(source.size);
  return hex(new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
}

export async function sha256Pieces(source: ByteSource, onBytes?: (done: number) => void): Promise<string> {
  const state = Uint32Array.from(firstState());
  for (let at = 0; at < source.size; at += PIECE) {
    const bytes = await readExactly(source, at, Math.min(PIECE, source.size - at));
    const whole = bytes.length - (bytes.length % 64);
    for (let i = 0; i < whole; i += 64) compress(state, bytes, i);
    if (at + bytes.length === source.size) finish(state, bytes.subarray(whole), source.size);
    onBytes?.(at + bytes.length);
  }
  if (source.size === 0) finish(state, new Uint8Array(0), 0);
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');

/** The constants are the first 32 bits of the fractional parts of roots of the first primes. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}
const fraction = (x: number): number => ((x - Math.floor(x)) * 2 ** 32) >>> 0;
const firstState = (): number[] => primes(8).map((p) => fraction(Math.sqrt(p)));
const ROUND = Uint32Array.from(primes(64), (p) => fraction(Math.cbrt(p)));
const words = new Uint32Array(64);

function schedule(bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const j = at + 4 * i;
    words[i] =
      ((bytes[j] as number) << 24) |
      ((bytes[j + 1] as number) << 16) |
      ((bytes[j + 2] as number) << 8) |
      (bytes[j + 3] as number);
  }
  for (let i = 16; i < 64; i++) {
    const a = words[i - 15] as number;
    const b = words[i - 2] as number;
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    words[i] = ((words[i - 16] as number) + s0 + (words[i - 7] as number) + s1) | 0;
  }
}

/** One 64-byte block; letters as in the standard. */
function compress(state: Uint32Array, bytes: Uint8Array, at: number): void {
  schedule(bytes, at);
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND[i] as number) + (words[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i] as number) + value));
}

/** The rest of the message, a one bit, zeros, and the length in bits as 64-bit big-endian. */
function finish(state: Uint32Array, rest: Uint8Array, size: number): void {
  const tail = new Uint8Array(rest.length < 56 ? 64 : 128);
  tail.set(rest);
  tail[rest.length] = 0x80;
  const view = new DataView(tail.buffer);
  view.setUint32(tail.length - 8, Math.floor(size / 2 ** 29));
  view.setUint32(tail.length - 4, (size * 8) >>> 0);
  for (let i = 0; i < tail.length; i += 64) compress(state, tail, i);
}
