/**
 * Tensor data of a parsed GGUF file: as float32, as rows, or as raw blocks for repacking. Reads in pieces, so that no
 * more than the result and one piece is in memory.
 */
import { AppError } from '#core/app-error.ts';
import { readExactly } from './byte-source.ts';
import { dequantize } from './dequantize.ts';
import type { GgufFile } from './parse.ts';
import type { TensorInfo } from './tensor-infos.ts';
import {
  blockShape,
  isReadable,
  READABLE_TYPES,
  type BlockShape,
  type ReadableType,
} from './tensor-types.ts';

const PIECE = 8 << 20;

export interface ReadOptions {
  readonly dtype?: 'float32';
  /** Told after each piece how many bytes of the file it took. */
  readonly onBytes?: (count: number) => void;
}
type ReadableTensor = TensorInfo & { readonly type: ReadableType; readonly bytes: number };

/** All weights in file order (dims[0] fastest), length `elements`. Rejects 'unsupported-tensor' | 'malformed-file'. */
export async function readTensor(
  file: GgufFile,
  name: string,
  options: ReadOptions = {},
): Promise<Float32Array> {
  const tensor = findTensor(file, name);
  const out = new Float32Array(tensor.elements);
  await readBlocks(file, tensor, 0, out, options);
  return out;
}

/** Rows from..from + count − 1 (a row is dims[0] weights; higher dimensions are flattened), [count × dims[0]]. */
export async function readRows(
  file: GgufFile,
  name: string,
  from: number,
  count: number,
): Promise<Float32Array> {
  const tensor = findTensor(file, name);
  const width = tensor.dims[0] as number;
  const inside = Number.isInteger(from) && Number.isInteger(count) && from >= 0 && count >= 0;
  if (!inside || (from + count) * width > tensor.elements) {
    throw new AppError(
      'bad-input',
      `Tensor “${name}” has ${tensor.elements / width} rows; rows ${from} to ${from + count - 1} were asked for. Ask for rows inside it.`,
      { name, from, count },
    );
  }
  const out = new Float32Array(count * width);
  const { weights, bytes } = blockShape(tensor.type);
  await readBlocks(file, tensor, ((from * width) / weights) * bytes, out, {});
  return out;
}

/** The tensor's bytes as they lie in the file, for repacking quantised blocks. */
export async function readRaw(
  file: GgufFile,
  name: string,
): Promise<{
  readonly type: ReadableType;
  readonly dims: readonly number[];
  readonly block: BlockShape;
  readonly data: Uint8Array;
}> {
  const tensor = findTensor(file, name);
  const data = await readExactly(file.source, tensor.offset, tensor.bytes);
  return { type: tensor.type, dims: tensor.dims, block: blockShape(tensor.type), data };
}

async function readBlocks(
  file: GgufFile,
  tensor: ReadableTensor,
  skipBytes: number,
  out: Float32Array,
  options: ReadOptions,
): Promise<void> {
  const block = blockShape(tensor.type);
  const total = (out.length / block.weights) * block.bytes;
  const step = Math.floor(PIECE / block.bytes) * block.bytes;
  for (let done = 0; done < total; done += step) {
    const length = Math.min(step, total - done);
    const bytes = await readExactly(file.source, tensor.offset + skipBytes + done, length);
    dequantize(tensor.type, bytes, out, (done / block.bytes) * block.weights);
    options.onBytes?.(length);
  }
}

function findTensor(file: GgufFile, name: string): ReadableTensor {
  const tensor = file.tensors.get(name);
  if (!tensor) {
    throw new AppError(
      'malformed-file',
      `The model file has no tensor “${name}”. Get the file again from its source, or choose another one.`,
      { name },
    );
  }
  const { type, bytes } = tensor;
  if (isReadable(type) && bytes !== null) return { ...tensor, type, bytes };
  throw new AppError(
    'unsupported-tensor',
    `Tensor “${name}” is stored as ${type}, which cannot be read. Choose a file that uses only ${READABLE_TYPES.join(', ')}.`,
    { name, type },
  );
}
