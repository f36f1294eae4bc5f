/** float32 weights to the bytes of the tensor types the writer offers: F32, F16, Q8_0 (ggml's rounding). */
import { AppError } from '#core/app-error.ts';
import { float16Table, toFloat16Bits } from './float16.ts';
import { blockShape } from './tensor-types.ts';

export type WritableType = 'F32' | 'F16' | 'Q8_0';

/** `data.length` must fill whole blocks: a multiple of 32 for Q8_0. */
export function encodeWeights(type: WritableType, data: Float32Array): Uint8Array {
  const { weights, bytes } = blockShape(type);
  if (data.length % weights !== 0) {
    throw new AppError(
      'bad-input',
      `${data.length} weights do not fill ${type} blocks of ${weights}. Write this tensor as F32 or F16.`,
      { length: data.length, type },
    );
  }
  const out = new Uint8Array((data.length / weights) * bytes);
  if (type === 'F32') out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  else if (type === 'F16') encodeHalves(data, out);
  else encodeQ8(data, out);
  return out;
}

function encodeHalves(data: Float32Array, out: Uint8Array): void {
  data.forEach((value, i) => putHalf(out, 2 * i, toFloat16Bits(value)));
}

function putHalf(out: Uint8Array, at: number, bits: number): void {
  out[at] = bits & 255;
  out[at + 1] = bits >> 8;
}

/** d = max |w| / 127 in float32, q = round(w / d) with halves away from zero, d stored as binary16. */
function encodeQ8(data: Float32Array, out: Uint8Array): void {
  for (let block = 0; block * 32 < data.length; block++) {
    const weights = data.subarray(block * 32, block * 32 + 32);
    const largest = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
    const d = Math.fround(largest / 127);
    const bits = toFloat16Bits(d);
    if (!Number.isFinite(float16Table()[bits])) {
      throw new AppError(
        'bad-input',
        'A weight is infinite or too large for Q8_0 (beyond 8 million). Write this tensor as F32.',
        { largest },
      );
    }
    const inverse = d === 0 ? 0 : Math.fround(1 / d);
    putHalf(out, block * 34, bits);
    weights.forEach((w, j) => {
      const scaled = Math.fround(w * inverse);
      out[block * 34 + 2 + j] = Math.sign(scaled) * Math.floor(Math.abs(scaled) + 0.5);
    });
  }
}
