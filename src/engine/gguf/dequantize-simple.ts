/**
 * Plain and 32-weight block formats of ggml to float32. Each function turns the whole blocks in `bytes` into weights at
 * out[at…]. Formulas (ggml's reference): w = d·(q − zero) or w = d·q + m, with d and m binary16.
 */
import { float16Table } from './float16.ts';

export type Dequantize = (bytes: Uint8Array, out: Float32Array, at: number) => void;

const half = (bytes: Uint8Array, i: number): number => (bytes[i] as number) | ((bytes[i + 1] as number) << 8);

export const fromF32: Dequantize = (bytes, out, at) => {
  if (bytes.byteOffset % 4 === 0) {
    out.set(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2), at);
  } else {
    out.set(new Float32Array(bytes.slice().buffer), at);
  }
};

export const fromF16: Dequantize = (bytes, out, at) => {
  const values = float16Table();
  for (let i = 0; i < bytes.length; i += 2) out[at + (i >> 1)] = values[half(bytes, i)] as number;
};

/** bfloat16 is the upper half of a float32. */
export const fromBF16: Dequantize = (bytes, out, at) => {
  const bits = new Uint32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < bytes.length; i += 2) bits[at + (i >> 1)] = half(bytes, i) << 16;
};

/** Block: d, 16 bytes of nibbles; weight j from the low half of byte j, weight j + 16 from the high half. */
export const fromQ4_0: Dequantize = (bytes, out, at) => {
  const values = float16Table();
  for (let b = 0; b < bytes.length; b += 18, at += 32) {
    const d = values[half(bytes, b)] as number;
    for (let j = 0; j < 16; j++) {
      const q = bytes[b + 2 + j] as number;
      out[at + j] = d * ((q & 15) - 8);
      out[at + j + 16] = d * ((q >> 4) - 8);
    }
  }
};

/** Block: d, m, 16 bytes of nibbles. */
export const fromQ4_1: Dequantize = (bytes, out, at) => {
  const values = float16Table();
  for (let b = 0; b < bytes.length; b += 20, at += 32) {
    const d = values[half(bytes, b)] as number;
    const m = values[half(bytes, b + 2)] as number;
    for (let j = 0; j < 16; j++) {
      const q = bytes[b + 4 + j] as number;
      out[at + j] = d * (q & 15) + m;
      out[at + j + 16] = d * (q >> 4) + m;
    }
  }
};

/** Weight j's fifth bit is bit j of the 32-bit word at `i`. */
const highBits = (bytes: Uint8Array, i: number): number => half(bytes, i) | (half(bytes, i + 2) << 16);

/** Block: d, 32 high bits, 16 bytes of nibbles. */
export const fromQ5_0: Dequantize = (bytes, out, at) => {
  const values = float16Table();
  for (let b = 0; b < bytes.length; b += 22, at += 32) {
    const d = values[half(bytes, b)] as number;
    const high = highBits(bytes, b + 2);
    for (let j = 0; j < 16; j++) {
      const q = bytes[b + 6 + j] as number;
      out[at + j] = d * (((q & 15) | (((high >>> j) & 1) << 4)) - 16);
      out[at + j + 16] = d * (((q >> 4) | (((high >>> (j + 16)) & 1) << 4)) - 16);
    }
  }
};

/** Block: d, m, 32 high bits, 16 bytes of nibbles. */
export const fromQ5_1: Dequantize = (bytes, out, at) => {
  const values = float16Table();
  for (let b = 0; b < bytes.length; b += 24, at += 32) {
    const d = values[half(bytes, b)] as number;
    const m = values[half(bytes, b + 2)] as number;
    const high = highBits(bytes, b + 4);
    for (let j = 0; j < 16; j++) {
      const q = bytes[b + 8 + j] as number;
      out[at + j] = d * ((q & 15) | (((high >>> j) & 1) << 4)) + m;
      out[at + j + 16] = d * ((q >> 4) | (((high >>> (j + 16)) & 1) << 4)) + m;
    }
  }
};

/** Block: d, 32 signed bytes. */
export const fromQ8_0: Dequantize = (bytes, out, at) => {
  const values = float16Table();
  for (let b = 0; b < bytes.length; b += 34, at += 32) {
    const d = values[half(bytes, b)] as number;
    for (let j = 0; j < 32; j++) out[at + j] = d * (((bytes[b + 2 + j] as number) << 24) >> 24);
  }
};
