/**
 * Reads little-endian values from the start of a GGUF file that is only partly in memory. Two limits are kept apart:
 * past the end of the *file* is an AppError; past the bytes *read so far* is NeedMoreBytes, on which parse.ts reads
 * more and starts over. Nothing is allocated before the file is known to be long enough for it.
 */
import { AppError } from '#core/app-error.ts';

export class NeedMoreBytes extends Error {
  constructor(readonly upTo: number) {
    super('more of the header is needed');
  }
}

export class HeaderCursor {
  position = 0;
  private readonly view: DataView;
  private readonly text = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(
    private readonly bytes: Uint8Array,
    private readonly fileSize: number,
    readonly version: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Steps over `length` bytes and returns where they start. */
  private take(length: number): number {
    const start = this.position;
    this.expect(length);
    if (start + length > this.bytes.length) throw new NeedMoreBytes(start + length);
    this.position = start + length;
    return start;
  }

  /** Refuses a claim of `length` more bytes that the file cannot hold. */
  expect(length: number): void {
    if (length > this.fileSize - this.position) throw truncated(this.position, length, this.fileSize);
  }

  u8 = (): number => this.view.getUint8(this.take(1));
  i8 = (): number => this.view.getInt8(this.take(1));
  u16 = (): number => this.view.getUint16(this.take(2), true);
  i16 = (): number => this.view.getInt16(this.take(2), true);
  u32 = (): number => this.view.getUint32(this.take(4), true);
  i32 = (): number => this.view.getInt32(this.take(4), true);
  f32 = (): number => this.view.getFloat32(this.take(4), true);
  f64 = (): number => this.view.getFloat64(this.take(8), true);
  u64 = (): bigint => this.view.getBigUint64(this.take(8), true);
  i64 = (): bigint => this.view.getBigInt64(this.take(8), true);

  /** A count or offset: must be a size that some file could have. */
  size(what: string): number {
    const value = this.u64();
    if (value <= 0xff_ffff_ffffn) return Number(value);
    throw malformed(`${what} is ${value}, which no file can hold.`, this.position - 8);
  }

  /** A count of things of at least `bytesEach` bytes: must fit in what is left of the file. */
  count(what: string, bytesEach: number): number {
    const count = this.size(what);
    this.expect(count * bytesEach);
    return count;
  }

  string(): string {
    const length = this.count('The length of a text', 1);
    const start = this.take(length);
    return this.text.decode(this.bytes.subarray(start, start + length));
  }

  /** A copy of the next `length` bytes, aligned for any typed array. */
  copy(length: number): ArrayBuffer {
    const start = this.take(length);
    return this.bytes.slice(start, start + length).buffer as ArrayBuffer;
  }
}

export function malformed(problem: string, offset: number): AppError {
  return new AppError(
    'malformed-file',
    `This file says it is a GGUF model, but its contents make no sense: ${problem} Get the file again from its source, or choose another one.`,
    { offset },
  );
}

export function truncated(offset: number, needed: number, size: number): AppError {
  return new AppError(
    'truncated-file',
    `The model file is cut short: it has ${size} bytes and should have at least ${offset + needed}. Download it again and wait until it is complete.`,
    { offset, needed, size },
  );
}
