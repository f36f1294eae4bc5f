/** Text as few bytes: UTF-8, deflated (RFC 1951). */
export async function packText(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return collect(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')), Infinity);
}

/** @param limit bytes that it may unpack to. Rejects for what is no such text, or is longer. */
export async function unpackText(packed: Uint8Array<ArrayBuffer>, limit: number): Promise<string> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new TextDecoder('utf-8', { fatal: true }).decode(await collect(stream, limit));
}

async function collect(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    length += read.value.length;
    if (length <= limit) continue;
    await reader.cancel();
    throw new RangeError(`It unpacks to more than ${limit} bytes.`);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
