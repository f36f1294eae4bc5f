/** Which function turns which tensor type into float32. */
import { fromQ2_K, fromQ3_K, fromQ4_K, fromQ5_K, fromQ6_K } from './dequantize-k.ts';
import {
  fromBF16,
  fromF16,
  fromF32,
  fromQ4_0,
  fromQ4_1,
  fromQ5_0,
  fromQ5_1,
  fromQ8_0,
  type Dequantize,
} from './dequantize-simple.ts';
import type { ReadableType } from './tensor-types.ts';

const BY_TYPE: Record<ReadableType, Dequantize> = {
  F32: fromF32,
  F16: fromF16,
  BF16: fromBF16,
  Q4_0: fromQ4_0,
  Q4_1: fromQ4_1,
  Q5_0: fromQ5_0,
  Q5_1: fromQ5_1,
  Q8_0: fromQ8_0,
  Q2_K: fromQ2_K,
  Q3_K: fromQ3_K,
  Q4_K: fromQ4_K,
  Q5_K: fromQ5_K,
  Q6_K: fromQ6_K,
};

/** Whole blocks of `type` in `bytes` → weights at out[at…]. */
export function dequantize(type: ReadableType, bytes: Uint8Array, out: Float32Array, at: number): void {
  BY_TYPE[type](bytes, out, at);
}
