/** Typed key/value pairs of a GGUF header, and access to them that says what is wrong when a key is missing or of another type. */
import { AppError } from '#core/app-error.ts';

export type NumberType = 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32' | 'f32' | 'f64';
export type BigIntType = 'u64' | 'i64';
export type NumberArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | BigUint64Array
  | BigInt64Array;

export type MetadataArray =
  | { readonly type: 'array'; readonly of: NumberType | BigIntType; readonly value: NumberArray }
  | { readonly type: 'array'; readonly of: 'bool'; readonly value: readonly boolean[] }
  | { readonly type: 'array'; readonly of: 'string'; readonly value: readonly string[] }
  | { readonly type: 'array'; readonly of: 'array'; readonly value: readonly MetadataArray[] };
export type MetadataValue =
  | { readonly type: NumberType; readonly value: number }
  | { readonly type: BigIntType; readonly value: bigint }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | MetadataArray;
export type Metadata = ReadonlyMap<string, MetadataValue>;
export type ValueType = MetadataValue['type'];

/** Position = the number the file stores. */
export const VALUE_TYPES = [
  'u8',
  'i8',
  'u16',
  'i16',
  'u32',
  'i32',
  'f32',
  'bool',
  'string',
  'array',
  'u64',
  'i64',
  'f64',
] as const satisfies readonly ValueType[];

export function optionalString(metadata: Metadata, key: string): string | null {
  const entry = metadata.get(key);
  if (!entry) return null;
  return entry.type === 'string' ? entry.value : wrongType(key, 'a string', entry);
}

export function requiredString(metadata: Metadata, key: string): string {
  return optionalString(metadata, key) ?? missing(key);
}

/** Any number type; 64-bit integers only where a double holds them exactly. */
export function optionalNumber(metadata: Metadata, key: string): number | null {
  const entry = metadata.get(key);
  if (!entry) return null;
  const value = typeof entry.value === 'bigint' ? Number(entry.value) : entry.value;
  return typeof value === 'number' ? value : wrongType(key, 'a number', entry);
}

/** An integer in [low, high]. */
export function optionalCount(metadata: Metadata, key: string, low: number, high: number): number | null {
  const value = optionalNumber(metadata, key);
  if (value === null || (Number.isInteger(value) && value >= low && value <= high)) return value;
  throw malformedMetadata(`“${key}” is ${value}, which is not an integer from ${low} to ${high}.`, key);
}

export function requiredCount(metadata: Metadata, key: string, low: number, high: number): number {
  return optionalCount(metadata, key, low, high) ?? missing(key);
}

export function optionalBoolean(metadata: Metadata, key: string): boolean | null {
  const entry = metadata.get(key);
  if (!entry) return null;
  return entry.type === 'bool' ? entry.value : wrongType(key, 'true or false', entry);
}

export function optionalStrings(metadata: Metadata, key: string): readonly string[] | null {
  const entry = metadata.get(key);
  if (!entry) return null;
  return entry.type === 'array' && entry.of === 'string'
    ? entry.value
    : wrongType(key, 'a list of strings', entry);
}

export function optionalNumbers(metadata: Metadata, key: string): ArrayLike<number> | null {
  const entry = metadata.get(key);
  if (!entry) return null;
  if (entry.type !== 'array' || entry.of === 'string' || entry.of === 'bool' || entry.of === 'array')
    return wrongType(key, 'a list of numbers', entry);
  const { value } = entry;
  return value instanceof BigInt64Array || value instanceof BigUint64Array
    ? Array.from(value, Number)
    : value;
}

export function malformedMetadata(problem: string, key: string): AppError {
  return new AppError(
    'malformed-file',
    `The model file's description is wrong: ${problem} Get the file again from its source, or choose another one.`,
    { key },
  );
}

function missing(key: string): never {
  throw malformedMetadata(`“${key}” is missing.`, key);
}

function wrongType(key: string, wanted: string, entry: MetadataValue): never {
  const found = entry.type === 'array' ? `array of ${entry.of}` : entry.type;
  throw malformedMetadata(`“${key}” should be ${wanted} and is of type ${found}.`, key);
}
