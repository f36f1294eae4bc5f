/**
 * Writes GGUF version 3, little-endian, alignment 32: to ship trained organisms and to make test files. Order of metadata
 * and tensors is kept, so equal inputs give equal bytes. Reads nothing; parse.ts is its inverse.
 */
import { AppError } from '#core/app-error.ts';
import { ByteWriter } from './byte-writer.ts';
import { VALUE_TYPES, type MetadataArray, type MetadataValue, type ValueType } from './metadata.ts';
import { encodeWeights, type WritableType } from './quantise.ts';
import { tensorTypeCode } from './tensor-types.ts';

export interface TensorToWrite {
  readonly name: string;
  /** In GGUF order: dims[0] is the length of a row. */
  readonly dims: readonly number[];
  readonly type: WritableType;
  /** Weights in file order, product of `dims` of them. */
  readonly data: Float32Array;
}
export interface GgufContents {
  readonly metadata: readonly (readonly [key: string, value: MetadataValue])[];
  readonly tensors: readonly TensorToWrite[];
}

const ALIGNMENT = 32;

/** Throws AppError 'bad-input' for a repeated name, a size that does not match, or weights the type cannot hold. */
export function writeGguf({ metadata, tensors }: GgufContents): Uint8Array<ArrayBuffer> {
  refuseRepeats(metadata.map(([key]) => key));
  refuseRepeats(tensors.map(({ name }) => name));
  if (metadata.some(([key]) => key === 'general.alignment'))
    throw new AppError('bad-input', 'The alignment is fixed at 32. Leave general.alignment out.');
  const data = tensors.map((tensor) => {
    checkSize(tensor);
    return encodeWeights(tensor.type, tensor.data);
  });
  const out = new ByteWriter();
  out.raw(new TextEncoder().encode('GGUF'));
  out.u32(3);
  out.u64(BigInt(tensors.length));
  out.u64(BigInt(metadata.length));
  for (const [key, value] of metadata) {
    out.string(key);
    out.u32(typeCode(value.type));
    writeValue(out, value);
  }
  writeInfos(out, tensors, data);
  for (const bytes of data) {
    out.padTo(ALIGNMENT);
    out.raw(bytes);
  }
  if (data.length === 0) out.padTo(ALIGNMENT);
  return out.finish();
}

function writeInfos(out: ByteWriter, tensors: readonly TensorToWrite[], data: readonly Uint8Array[]): void {
  let offset = 0;
  tensors.forEach((tensor, i) => {
    out.string(tensor.name);
    out.u32(tensor.dims.length);
    for (const dim of tensor.dims) out.u64(BigInt(dim));
    out.u32(tensorTypeCode(tensor.type));
    out.u64(BigInt(offset));
    offset += Math.ceil((data[i] as Uint8Array).length / ALIGNMENT) * ALIGNMENT;
  });
}

function refuseRepeats(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name))
      throw new AppError('bad-input', `“${name}” is given twice. Give each name once.`, { name });
    seen.add(name);
  }
}

function checkSize({ name, dims, data }: TensorToWrite): void {
  const elements = dims.reduce((product, dim) => product * dim, 1);
  if (elements === data.length && dims.length >= 1 && dims.length <= 4 && elements > 0) return;
  throw new AppError(
    'bad-input',
    `Tensor “${name}” has dimensions ${dims.join(' × ')} and ${data.length} weights. Give 1 to 4 dimensions whose product is the number of weights.`,
    { name },
  );
}

function typeCode(type: ValueType): number {
  return VALUE_TYPES.indexOf(type);
}

function writeValue(out: ByteWriter, entry: MetadataValue): void {
  switch (entry.type) {
    case 'string':
      return out.string(entry.value);
    case 'bool':
      return out.u8(entry.value ? 1 : 0);
    case 'array':
      return writeArray(out, entry);
    case 'u64':
    case 'i64':
      return out[entry.type](entry.value);
    default:
      return out[entry.type](entry.value);
  }
}

function writeArray(out: ByteWriter, array: MetadataArray): void {
  out.u32(typeCode(array.of));
  out.u64(BigInt(array.value.length));
  switch (array.of) {
    case 'string':
      return array.value.forEach((text) => out.string(text));
    case 'bool':
      return array.value.forEach((flag) => out.u8(flag ? 1 : 0));
    case 'array':
      return array.value.forEach((inner) => writeArray(out, inner));
    default: {
      const { buffer, byteOffset, byteLength } = array.value;
      return out.raw(new Uint8Array(buffer, byteOffset, byteLength));
    }
  }
}
