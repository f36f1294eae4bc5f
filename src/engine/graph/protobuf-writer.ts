/**
 * The write half of the protobuf wire format (protobuf.dev, "Encoding"): varint, 32-bit and length-delimited fields.
 * It knows no schema: field numbers are the caller's (onnx-model.ts). It must not read, and writes fields in the order called.
 */
const VARINT = 0;
const DELIMITED = 2;
const FIXED32 = 5;
const text = new TextEncoder();

export class ProtobufWriter {
  private bytes = new Uint8Array(256);
  private length = 0;

  /** Signed 64-bit integer field; negative values take ten bytes of two's complement. */
  integer(field: number, value: number): this {
    this.tag(field, VARINT);
    this.varint(value);
    return this;
  }

  float(field: number, value: number): this {
    this.tag(field, FIXED32);
    this.reserve(4);
    new DataView(this.bytes.buffer).setFloat32(this.length, value, true);
    this.length += 4;
    return this;
  }

  string(field: number, value: string): this {
    return this.raw(field, text.encode(value));
  }

  raw(field: number, value: Uint8Array): this {
    this.tag(field, DELIMITED);
    this.varint(value.length);
    this.reserve(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
    return this;
  }

  message(field: number, value: ProtobufWriter): this {
    return this.raw(field, value.bytes.subarray(0, value.length));
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private tag(field: number, wireType: number): void {
    this.varint(field * 8 + wireType);
  }

  private varint(value: number): void {
    this.reserve(10);
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest > 0x7fn) {
      this.bytes[this.length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.bytes[this.length++] = Number(rest);
  }

  private reserve(extra: number): void {
    if (this.length + extra <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + extra));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
