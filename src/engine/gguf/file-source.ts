/**
 * A ByteSource over an open file. The handle is described by shape (Node's FileHandle fits), so that the browser bundle
 * imports nothing of Node. The caller opens and closes the file.
 */
import type { ByteSource } from './byte-source.ts';

export interface ReadableFile {
  stat(): Promise<{ readonly size: number }>;
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
}

export async function fromFileHandle(file: ReadableFile): Promise<ByteSource> {
  const { size } = await file.stat();
  return { size, read: (offset, length) => readAll(file, offset, length) };
}

/** One system call may give less than asked; a short result means the file ended. */
async function readAll(file: ReadableFile, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) return bytes.subarray(0, done);
    done += bytesRead;
  }
  return bytes;
}
