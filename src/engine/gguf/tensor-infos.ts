/** The directory of tensors in a GGUF header: shapes, types, places. Refuses tensors that overlap or leave the file. */
import { malformed, truncated, type HeaderCursor } from './header-cursor.ts';
import { blockShape, isReadable, tensorTypeName } from './tensor-types.ts';

export interface TensorInfo {
  readonly name: string;
  /** 'F32', 'Q4_K', …; may be one that cannot be read (tensor-types.ts). */
  readonly type: string;
  /** In GGUF order: dims[0] is the length of a row, the fastest-running index. */
  readonly dims: readonly number[];
  readonly elements: number;
  /** Bytes from the start of the file. */
  readonly offset: number;
  /** Bytes of data; null where the type is unknown to us. */
  readonly bytes: number | null;
}

/** Name length, dimension count, one dimension, type, offset. */
const SHORTEST_INFO = 8 + 4 + 8 + 4 + 8;
const MOST_ELEMENTS = 2 ** 40;

export function readTensorInfos(
  cursor: HeaderCursor,
  count: number,
  alignment: number,
  fileSize: number,
): { readonly tensors: ReadonlyMap<string, TensorInfo>; readonly dataStart: number } {
  cursor.expect(count * SHORTEST_INFO);
  const relative: TensorInfo[] = [];
  for (let i = 0; i < count; i++) relative.push(readInfo(cursor, alignment));
  const dataStart = Math.ceil(cursor.position / alignment) * alignment;
  const infos = relative.map((info) => ({ ...info, offset: dataStart + info.offset }));
  checkPlaces(infos, fileSize);
  const tensors = new Map(infos.map((info) => [info.name, info]));
  if (tensors.size < infos.length) throw malformed('two tensors have the same name.', cursor.position);
  return { tensors, dataStart };
}

function readInfo(cursor: HeaderCursor, alignment: number): TensorInfo {
  const start = cursor.position;
  const name = cursor.string();
  const dims = readDims(cursor, name);
  const type = tensorTypeName(cursor.u32());
  const offset = cursor.size(`The place of tensor “${name.slice(0, 80)}”`);
  if (offset % alignment !== 0) throw malformed(`tensor “${name.slice(0, 80)}” is not aligned.`, start);
  const elements = dims.reduce((product, dim) => product * dim, 1);
  if (elements > MOST_ELEMENTS)
    throw malformed(`tensor “${name.slice(0, 80)}” has ${elements} elements.`, start);
  return { name, type, dims, elements, offset, bytes: dataBytes(name, type, dims, elements, start) };
}

function readDims(cursor: HeaderCursor, name: string): number[] {
  const rank = cursor.u32();
  if (rank < 1 || rank > 4)
    throw malformed(`tensor “${name.slice(0, 80)}” has ${rank} dimensions.`, cursor.position - 4);
  return Array.from({ length: rank }, () => {
    const dim = cursor.size(`A dimension of tensor “${name.slice(0, 80)}”`);
    if (dim === 0) throw malformed(`tensor “${name.slice(0, 80)}” is empty.`, cursor.position - 8);
    return dim;
  });
}

function dataBytes(
  name: string,
  type: string,
  dims: readonly number[],
  elements: number,
  at: number,
): number | null {
  if (!isReadable(type)) return null;
  const block = blockShape(type);
  if ((dims[0] ?? 0) % block.weights !== 0)
    throw malformed(`rows of tensor “${name.slice(0, 80)}” do not fill whole ${type} blocks.`, at);
  return (elements / block.weights) * block.bytes;
}

function checkPlaces(infos: readonly TensorInfo[], fileSize: number): void {
  let end = 0;
  for (const info of [...infos].sort((a, b) => a.offset - b.offset)) {
    // A tensor of unknown type still occupies at least one byte.
    const bytes = info.bytes ?? 1;
    if (info.offset < end)
      throw malformed(`tensor “${info.name.slice(0, 80)}” overlaps another.`, info.offset);
    end = info.offset + bytes;
    if (end > fileSize) throw truncated(info.offset, bytes, fileSize);
  }
}
