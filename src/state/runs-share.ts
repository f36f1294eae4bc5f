/**
 * A run in a link: its trace as JSON, compressed (deflate, RFC 1951), in base64url (RFC 4648 §5), after `#t=`. The hash
 * never leaves the browser, so no server sees it. Nothing is left out or rounded: a run too long for that is refused.
 */
import { AppError } from '#core/app-error.ts';
import type { Trace } from '#core/trace/events.ts';
import { readRunFile } from './runs-file.ts';

/** Longest `t` that is given out: browsers take it in the address bar, mail programs mostly pass it on. */
export const MAX_SHARE_CHARACTERS = 60_000;
/** Most bytes that a link may unpack to. */
const MAX_UNPACKED = 16_000_000;
const KEY = 't';

/** @param text the serialised trace. @returns the hash without '#'. @throws AppError 'bad-input' when it is too long. */
export async function shareHash(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const code = toBase64Url(await collect(packed, Infinity));
  if (code.length > MAX_SHARE_CHARACTERS)
    throw new AppError(
      'bad-input',
      `This run would make a link of ${code.length.toLocaleString('en')} characters; at most ${MAX_SHARE_CHARACTERS.toLocaleString('en')} get through. Export it as a file instead.`,
      { characters: code.length, limit: MAX_SHARE_CHARACTERS },
    );
  return `${KEY}=${code}`;
}

/** Null when the hash carries no run. @throws AppError 'bad-input' when what it carries is none. */
export async function readShared(hash: string): Promise<Trace | null> {
  const code = new URLSearchParams(hash.replace(/^#/, '')).get(KEY);
  if (code === null) return null;
  try {
    const packed = new Blob([fromBase64Url(code)]).stream();
    const bytes = await collect(packed.pipeThrough(new DecompressionStream('deflate-raw')), MAX_UNPACKED);
    const [run] = readRunFile(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (run !== undefined) return run.trace;
  } catch (thrown) {
    throw broken(thrown);
  }
  throw broken(null);
}

function broken(cause: unknown): AppError {
  return new AppError(
    'bad-input',
    'The run in this link cannot be read: the link was cut or changed on its way. Copy it again as a whole, or ask for the exported file.',
    {},
    { cause },
  );
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
    throw new AppError('bad-input', `The run in this link is larger than ${limit} bytes.`);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function toBase64Url(bytes: Uint8Array): string {
  let chars = '';
  for (const byte of bytes) chars += String.fromCharCode(byte);
  return btoa(chars).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(code: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(code.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
