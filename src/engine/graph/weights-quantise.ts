/**
 * Symmetric quantisation of one matrix row into blocks of 32 for com.microsoft MatMulNBits (zero point 2^(bits−1)).
 * q8: d = max|x| / 127, value = (q − 128)·d. q4: d = (the x of largest magnitude) / −8, value = (q − 8)·d, so that the
 * extreme is exact. These are the rules of GGUF's Q8_0 and Q4_0: a row dequantised from those comes back bit for bit.
 * Columns beyond the row's end hold the zero point.
 */
import { BLOCK } from './weight-inputs.ts';

/** Below it a float32 scale has too few bits to hold the codes in range: such a block counts as zero. */
const SMALLEST_NORMAL = 2 ** -126;

export interface BlockRows {
  readonly blocks: Uint8Array;
  readonly scales: Float32Array;
}

/** Writes row `index` ([columns] floats, starting at `from` in `source`). */
export function quantiseRow(
  out: BlockRows,
  index: number,
  source: Float32Array,
  from: number,
  columns: number,
  bits: 8 | 4,
): void {
  const perRow = Math.ceil(columns / BLOCK);
  for (let b = 0; b < perRow; b++) {
    const start = from + b * BLOCK;
    const length = Math.min(BLOCK, columns - b * BLOCK);
    const at = index * perRow + b;
    out.scales[at] =
      bits === 8
        ? block8(out.blocks, at, source, start, length)
        : block4(out.blocks, at, source, start, length);
  }
}

function extreme(source: Float32Array, start: number, length: number): number {
  let found = 0;
  for (let i = start; i < start + length; i++) {
    const x = source[i] as number;
    if (Math.abs(x) > Math.abs(found)) found = x;
  }
  return found;
}

function block8(blocks: Uint8Array, at: number, source: Float32Array, start: number, length: number): number {
  const scale = Math.fround(Math.abs(extreme(source, start, length)) / 127);
  const inverse = Math.abs(scale) < SMALLEST_NORMAL ? 0 : 1 / scale;
  for (let i = 0; i < BLOCK; i++)
    blocks[at * BLOCK + i] = i < length ? 128 + Math.round((source[start + i] as number) * inverse) : 128;
  return scale;
}

function block4(blocks: Uint8Array, at: number, source: Float32Array, start: number, length: number): number {
  const scale = Math.fround(extreme(source, start, length) / -8);
  const inverse = Math.abs(scale) < SMALLEST_NORMAL ? 0 : 1 / scale;
  const code = (i: number): number =>
    i < length ? Math.min(15, Math.max(0, 8 + Math.round((source[start + i] as number) * inverse))) : 8;
  for (let i = 0; i < BLOCK; i += 2) blocks[(at * BLOCK + i) / 2] = code(i) | (code(i + 1) << 4);
  return scale;
}
