/** Reads one typed value of a GGUF header. Arrays are checked against the file's size before memory is taken for them. */
import { malformed, type HeaderCursor } from './header-cursor.ts';
import {
  VALUE_TYPES,
  type BigIntType,
  type MetadataArray,
  type MetadataValue,
  type NumberArray,
  type NumberType,
  type ValueType,
} from './metadata.ts';

const MOST_NESTING = 4;
const ARRAY_OF = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
  u64: BigUint64Array,
  i64: BigInt64Array,
} as const satisfies Record<NumberType | BigIntType, unknown>;

export function readMetadataValue(cursor: HeaderCursor): MetadataValue {
  const type = readType(cursor);
  switch (type) {
    case 'bool':
      return { type, value: readBoolean(cursor) };
    case 'string':
      return { type, value: cursor.string() };
    case 'array':
      return readArray(cursor, 1);
    case 'u64':
    case 'i64':
      return { type, value: cursor[type]() };
    default:
      return { type, value: cursor[type]() };
  }
}

function readType(cursor: HeaderCursor): ValueType {
  const code = cursor.u32();
  const type = VALUE_TYPES[code];
  if (type === undefined)
    throw malformed(`a metadata value has the unknown type ${code}.`, cursor.position - 4);
  return type;
}

function readBoolean(cursor: HeaderCursor): boolean {
  const byte = cursor.u8();
  if (byte > 1) throw malformed(`a true/false value is ${byte}.`, cursor.position - 1);
  return byte === 1;
}

function readArray(cursor: HeaderCursor, depth: number): MetadataArray {
  if (depth > MOST_NESTING)
    throw malformed(`lists are nested more than ${MOST_NESTING} deep.`, cursor.position);
  const of = readType(cursor);
  switch (of) {
    case 'bool':
      return { type: 'array', of, value: repeat(cursor, 1, () => readBoolean(cursor)) };
    case 'string':
      return { type: 'array', of, value: repeat(cursor, 8, () => cursor.string()) };
    case 'array':
      return { type: 'array', of, value: repeat(cursor, 12, () => readArray(cursor, depth + 1)) };
    default:
      return { type: 'array', of, value: readNumbers(cursor, of) };
  }
}

function repeat<T>(cursor: HeaderCursor, bytesEach: number, read: () => T): readonly T[] {
  const count = cursor.count('The length of a list', bytesEach);
  const values: T[] = [];
  for (let i = 0; i < count; i++) values.push(read());
  return values;
}

function readNumbers(cursor: HeaderCursor, of: NumberType | BigIntType): NumberArray {
  const width = ARRAY_OF[of].BYTES_PER_ELEMENT;
  const count = cursor.count('The length of a list', width);
  return new ARRAY_OF[of](cursor.copy(count * width));
}
