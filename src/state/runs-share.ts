/**
 * A run in a link: its trace as JSON, compressed (deflate, RFC 1951), in base64url (RFC 4648 §5), after `#t=`. The hash
 * never leaves the browser, so no server sees it. Nothing is left out or rounded: a run too long for that is refused.
 */
import { AppError } from '#core/app-error.ts';
import type { Trace } from '#core/trace/events.ts';
import { packText, unpackText } from './packed-text.ts';
import { readRunFile } from './runs-file.ts';

/** Longest `t` that is given out: browsers take it in the address bar, mail programs mostly pass it on. */
export const MAX_SHARE_CHARACTERS = 60_000;
/** Most bytes that a link may unpack to. */
const MAX_UNPACKED = 16_000_000;
const KEY = 't';

/** @param text the serialised trace. @returns the hash without '#'. @throws AppError 'bad-input' when it is too long. */
export async function shareHash(text: string): Promise<string> {
  const code = toBase64Url(await packText(text));
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
    const [run] = readRunFile(await unpackText(fromBase64Url(code), MAX_UNPACKED));
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

function toBase64Url(bytes: Uint8Array): string {
  let chars = '';
  for (const byte of bytes) chars += String.fromCharCode(byte);
  return btoa(chars).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(code: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(code.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
