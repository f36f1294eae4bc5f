/**
 * Where a GGUF file's bytes come from: random access to a fixed number of bytes, so that a file of any size is read in
 * pieces. Knows nothing of GGUF. File handles are in file-source.ts.
 */
import { AppError } from '#core/app-error.ts';

export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`; callers ask only inside [0, size). */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes already in memory; pieces are views, not copies. */
export function fromBytes(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** A Blob or File: the browser reads only the slices asked for. */
export function fromBlob(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}

/** `source.read`, checked: a file that shrank while open is an error, never silent zeros. */
export async function readExactly(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  const bytes = offset + length <= source.size ? await source.read(offset, length) : null;
  if (bytes?.length === length) return bytes;
  throw new AppError(
    'truncated-file',
    'The model file ended while it was being read. Check that it was downloaded whole, then load it again.',
    { offset, length, size: source.size },
  );
}
