/** A growing buffer of little-endian values. */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 16);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  private take(count: number): number {
    const start = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.length, 2 * this.bytes.length));
      grown.set(this.bytes.subarray(0, start));
      this.bytes = grown;
      this.view = new DataView(grown.buffer);
    }
    return start;
  }

  // `take` may replace the view, so it comes first.
  u8 = (value: number): void => this.put(1, (view, at) => view.setUint8(at, value));
  i8 = (value: number): void => this.put(1, (view, at) => view.setInt8(at, value));
  u16 = (value: number): void => this.put(2, (view, at) => view.setUint16(at, value, true));
  i16 = (value: number): void => this.put(2, (view, at) => view.setInt16(at, value, true));
  u32 = (value: number): void => this.put(4, (view, at) => view.setUint32(at, value, true));
  i32 = (value: number): void => this.put(4, (view, at) => view.setInt32(at, value, true));
  f32 = (value: number): void => this.put(4, (view, at) => view.setFloat32(at, value, true));
  f64 = (value: number): void => this.put(8, (view, at) => view.setFloat64(at, value, true));
  u64 = (value: bigint): void => this.put(8, (view, at) => view.setBigUint64(at, value, true));
  i64 = (value: bigint): void => this.put(8, (view, at) => view.setBigInt64(at, value, true));

  private put(width: number, write: (view: DataView, at: number) => void): void {
    const at = this.take(width);
    write(this.view, at);
  }

  raw(bytes: Uint8Array): void {
    const at = this.take(bytes.length);
    this.bytes.set(bytes, at);
  }

  /** Length in bytes (u64), then UTF-8. */
  string(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.u64(BigInt(bytes.length));
    this.raw(bytes);
  }

  /** Zeros up to the next multiple of `alignment`. */
  padTo(alignment: number): void {
    this.take((alignment - (this.length % alignment)) % alignment);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }
}
