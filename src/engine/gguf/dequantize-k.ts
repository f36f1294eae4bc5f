/**
 * ggml's K formats (super-blocks of 256 weights with sub-block scales) to float32. Each function turns the whole blocks
 * in `bytes` into weights at out[at…]. Formulas (ggml's reference): w = d·s·q − dmin·m, or d·s·q where q is signed.
 */
import type { Dequantize } from './dequantize-simple.ts';
import { float16Table } from './float16.ts';

const halfValue = (bytes: Uint8Array, i: number): number =>
  float16Table()[(bytes[i] as number) | ((bytes[i + 1] as number) << 8)] as number;

/** Block: 16 bytes of scale and minimum (4 bits each), 64 bytes of 2-bit weights, d, dmin. */
export const fromQ2_K: Dequantize = (bytes, out, at) => {
  for (let b = 0; b < bytes.length; b += 84, at += 256) {
    const d = halfValue(bytes, b + 80);
    const dmin = halfValue(bytes, b + 82);
    for (let sub = 0; sub < 16; sub++) {
      const scales = bytes[b + sub] as number;
      const scale = d * (scales & 15);
      const minimum = dmin * (scales >> 4);
      const from = b + 16 + (sub >> 3) * 32 + (sub & 1) * 16;
      const shift = ((sub >> 1) & 3) * 2;
      for (let l = 0; l < 16; l++)
        out[at + sub * 16 + l] = scale * (((bytes[from + l] as number) >> shift) & 3) - minimum;
    }
  }
};

/** Six-bit scale of sub-block i: 4 low bits from 8 bytes of nibbles, 2 high bits from the 4 bytes after them; offset 32. */
function scaleQ3(bytes: Uint8Array, at: number, i: number): number {
  const low = ((bytes[at + (i & 7)] as number) >> (i < 8 ? 0 : 4)) & 15;
  const high = ((bytes[at + 8 + (i & 3)] as number) >> ((i >> 2) * 2)) & 3;
  return (low | (high << 4)) - 32;
}

/** Block: 32 bytes of high bits, 64 bytes of 2-bit weights, 12 bytes of scales, d. A clear high bit subtracts 4. */
export const fromQ3_K: Dequantize = (bytes, out, at) => {
  for (let b = 0; b < bytes.length; b += 110, at += 256) {
    const d = halfValue(bytes, b + 108);
    for (let sub = 0; sub < 16; sub++) {
      const scale = d * scaleQ3(bytes, b + 96, sub);
      const high = b + (sub & 1) * 16;
      const from = b + 32 + (sub >> 3) * 32 + (sub & 1) * 16;
      const shift = ((sub >> 1) & 3) * 2;
      for (let l = 0; l < 16; l++) {
        const q = ((bytes[from + l] as number) >> shift) & 3;
        out[at + sub * 16 + l] = scale * (q - (((bytes[high + l] as number) >> (sub >> 1)) & 1 ? 0 : 4));
      }
    }
  }
};

/** Six-bit scale of sub-block j out of the 12 packed bytes that Q4_K and Q5_K share. */
function scaleQ4(bytes: Uint8Array, at: number, j: number): number {
  if (j < 4) return (bytes[at + j] as number) & 63;
  return ((bytes[at + j + 4] as number) & 15) | (((bytes[at + j - 4] as number) >> 6) << 4);
}
function minimumQ4(bytes: Uint8Array, at: number, j: number): number {
  if (j < 4) return (bytes[at + j + 4] as number) & 63;
  return ((bytes[at + j + 4] as number) >> 4) | (((bytes[at + j] as number) >> 6) << 4);
}

/** Block: d, dmin, 12 bytes of scales and minima, 128 bytes of nibbles. */
export const fromQ4_K: Dequantize = (bytes, out, at) => {
  for (let b = 0; b < bytes.length; b += 144, at += 256) {
    const d = halfValue(bytes, b);
    const dmin = halfValue(bytes, b + 2);
    for (let sub = 0; sub < 8; sub++) {
      const scale = d * scaleQ4(bytes, b + 4, sub);
      const minimum = dmin * minimumQ4(bytes, b + 4, sub);
      const from = b + 16 + (sub >> 1) * 32;
      const shift = (sub & 1) * 4;
      for (let l = 0; l < 32; l++)
        out[at + sub * 32 + l] = scale * (((bytes[from + l] as number) >> shift) & 15) - minimum;
    }
  }
};

/** Block: d, dmin, 12 bytes of scales and minima, 32 bytes of fifth bits, 128 bytes of nibbles. */
export const fromQ5_K: Dequantize = (bytes, out, at) => {
  for (let b = 0; b < bytes.length; b += 176, at += 256) {
    const d = halfValue(bytes, b);
    const dmin = halfValue(bytes, b + 2);
    for (let sub = 0; sub < 8; sub++) {
      const scale = d * scaleQ4(bytes, b + 4, sub);
      const minimum = dmin * minimumQ4(bytes, b + 4, sub);
      const from = b + 48 + (sub >> 1) * 32;
      const shift = (sub & 1) * 4;
      for (let l = 0; l < 32; l++) {
        const low = ((bytes[from + l] as number) >> shift) & 15;
        const fifth = ((bytes[b + 16 + l] as number) >> sub) & 1;
        out[at + sub * 32 + l] = scale * (low | (fifth << 4)) - minimum;
      }
    }
  }
};

/** Block: 128 bytes of low nibbles, 64 bytes of high pairs of bits, 16 signed scales, d. */
export const fromQ6_K: Dequantize = (bytes, out, at) => {
  for (let b = 0; b < bytes.length; b += 210, at += 256) {
    const d = halfValue(bytes, b + 208);
    for (let group = 0; group < 8; group++) {
      const part = group & 3;
      const low = b + (group >> 2) * 64 + (part & 1) * 32;
      const high = b + 128 + (group >> 2) * 32;
      for (let l = 0; l < 32; l++) {
        const scale = d * (((bytes[b + 192 + group * 2 + (l >> 4)] as number) << 24) >> 24);
        const nibble = ((bytes[low + l] as number) >> (part < 2 ? 0 : 4)) & 15;
        const pair = ((bytes[high + l] as number) >> (part * 2)) & 3;
        out[at + group * 32 + l] = scale * ((nibble | (pair << 4)) - 32);
      }
    }
  }
};
