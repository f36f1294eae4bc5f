/**
 * Row order of q and k. ggml rotates neighbouring entries where we rotate halves, so a `llama` file holds the rows of
 * each head interleaved: file[h·D + 2j + s] = ours[h·D + s·D/2 + j] with head size D, s 0 or 1.
 */
import type { ParameterSlot } from './parameters.ts';

const ROTATED = /\.attn_[qk]\.weight$/;

/** Ours → the file's; tensors that are not rotated come back as they are. */
export function toFileOrder(slot: ParameterSlot, data: Float32Array, headSize: number): Float32Array {
  return reorder(slot, data, headSize, (from, to) => [from, to]);
}

/** The file's → ours: the inverse of `toFileOrder`. */
export function fromFileOrder(slot: ParameterSlot, data: Float32Array, headSize: number): Float32Array {
  return reorder(slot, data, headSize, (from, to) => [to, from]);
}

function reorder(
  { name, dims }: ParameterSlot,
  data: Float32Array,
  headSize: number,
  direct: (ours: number, file: number) => readonly [source: number, target: number],
): Float32Array {
  if (!ROTATED.test(name)) return data;
  const [rows, width] = dims as [number, number];
  const out = new Float32Array(data.length);
  for (let file = 0; file < rows; file++) {
    const within = file % headSize;
    const ours = file - within + (within % 2) * (headSize / 2) + Math.floor(within / 2);
    const [source, target] = direct(ours, file);
    out.set(data.subarray(source * width, (source + 1) * width), target * width);
  }
  return out;
}
