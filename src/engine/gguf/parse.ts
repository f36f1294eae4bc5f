/**
 * Reads the header of a GGUF file, versions 2 and 3 little-endian: metadata, and where each tensor lies.
 * Source: the GGUF specification of the ggml project. Every count, length and offset is checked against the file's size
 * before it is used. Reads no tensor data (read-tensor.ts does).
 */
import { AppError } from '#core/app-error.ts';
import { readExactly, type ByteSource } from './byte-source.ts';
import { HeaderCursor, malformed, NeedMoreBytes } from './header-cursor.ts';
import type { Metadata, MetadataValue } from './metadata.ts';
import { readMetadataValue } from './read-metadata.ts';
import { readTensorInfos, type TensorInfo } from './tensor-infos.ts';

export interface GgufFile {
  readonly source: ByteSource;
  readonly version: number;
  readonly metadata: Metadata;
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** Tensor data start at multiples of this many bytes. */
  readonly alignment: number;
  /** Where tensor data begin, bytes from the start of the file. */
  readonly dataStart: number;
}

const FIRST_READ = 1 << 20;
/** Headers of real models are below 32 MB; without a bound a hostile length would pull the whole file into memory. */
const LONGEST_HEADER = 1 << 27;
/** Key length, one letter, value type, one byte of value. */
const SHORTEST_PAIR = 8 + 1 + 4 + 1;

/** Rejects AppError 'not-gguf' | 'truncated-file' | 'malformed-file' | 'unsupported-version'. */
export async function parseGguf(source: ByteSource): Promise<GgufFile> {
  let length = Math.min(FIRST_READ, source.size);
  for (;;) {
    const bytes = await readExactly(source, 0, length);
    try {
      return parseHeader(bytes, source);
    } catch (error) {
      if (!(error instanceof NeedMoreBytes)) throw error;
      if (error.upTo > LONGEST_HEADER)
        throw malformed(`its header is longer than ${LONGEST_HEADER} bytes.`, 0);
      length = Math.min(source.size, LONGEST_HEADER, Math.max(error.upTo, 2 * length));
    }
  }
}

function parseHeader(bytes: Uint8Array, source: ByteSource): GgufFile {
  const version = checkMagic(bytes);
  const cursor = new HeaderCursor(bytes, source.size, version);
  cursor.position = 8;
  const tensorCount = cursor.size('The number of tensors');
  const pairCount = cursor.count('The number of metadata entries', SHORTEST_PAIR);
  const metadata = readMetadata(cursor, pairCount);
  const alignment = readAlignment(metadata);
  const { tensors, dataStart } = readTensorInfos(cursor, tensorCount, alignment, source.size);
  return { source, version, metadata, tensors, alignment, dataStart };
}

function checkMagic(bytes: Uint8Array): number {
  if (bytes.length < 4 || String.fromCharCode(...bytes.subarray(0, 4)) !== 'GGUF') {
    throw new AppError(
      'not-gguf',
      'This is not a GGUF model file: it does not begin with “GGUF”. Choose a file that was made by a GGUF converter.',
      { size: bytes.length },
    );
  }
  const cursor = new HeaderCursor(bytes, bytes.length, 0);
  cursor.position = 4;
  const version = cursor.u32();
  if (version === 2 || version === 3) return version;
  throw new AppError(
    'unsupported-version',
    `This GGUF file has format version ${version}${version % 0x1000000 === 0 ? ' (or big-endian numbers)' : ''}; versions 2 and 3, little-endian, can be read. Convert the model again with a current converter.`,
    { version },
  );
}

function readMetadata(cursor: HeaderCursor, count: number): Metadata {
  const metadata = new Map<string, MetadataValue>();
  for (let i = 0; i < count; i++) {
    const start = cursor.position;
    const key = cursor.string();
    if (metadata.has(key)) throw malformed(`the entry “${key.slice(0, 80)}” occurs twice.`, start);
    metadata.set(key, readMetadataValue(cursor));
  }
  return metadata;
}

function readAlignment(metadata: Metadata): number {
  const entry = metadata.get('general.alignment');
  if (!entry) return 32;
  const value = Number(entry.value);
  if (entry.type !== 'array' && Number.isInteger(Math.log2(value)) && value >= 1 && value <= 65536)
    return value;
  throw malformed(`its alignment is ${String(entry.value).slice(0, 40)}, not a power of two up to 65536.`, 0);
}
