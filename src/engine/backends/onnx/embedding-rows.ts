/**
 * Rows of the token embedding, turned into floats when they are needed. The table stays as it lies in the file: for a
 * 4-bit model that is an eighth of the floats, and the graph needs no Gather over it.
 */
import { AppError } from '#core/app-error.ts';
import type { TokenId } from '#core/ids.ts';
import { dequantize } from '#engine/gguf/dequantize.ts';
import type { GgufFile } from '#engine/gguf/parse.ts';
import { readRaw } from '#engine/gguf/read-tensor.ts';
import { EMBEDDING_TENSOR } from '#engine/graph/weights-plan.ts';

export interface EmbeddingRows {
  readonly bytes: number;
  /** Writes the row of `id`, `hidden` floats, to `target` from `offset` on. */
  write(id: TokenId, target: Float32Array, offset: number): void;
}

/** Rejects 'unsupported-tensor' | 'malformed-file' | 'truncated-file'. */
export async function openEmbeddingRows(file: GgufFile, hidden: number): Promise<EmbeddingRows> {
  const { type, dims, block, data } = await readRaw(file, EMBEDDING_TENSOR);
  if (dims[0] !== hidden || hidden % block.weights !== 0)
    throw new AppError(
      'malformed-file',
      `The embedding rows are ${dims[0]} wide, the model says ${hidden}. Get the file again or choose another one.`,
      { found: dims[0] ?? 0, expected: hidden },
    );
  const rowBytes = (hidden / block.weights) * block.bytes;
  return {
    bytes: data.byteLength,
    write: (id, target, offset) =>
      dequantize(type, data.subarray(id * rowBytes, (id + 1) * rowBytes), target, offset),
  };
}
