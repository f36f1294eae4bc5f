/** Fetches a file by HTTP and goes on where an earlier try ended. */
import { createWriteStream, existsSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AppError } from '#core/app-error.ts';
import type { Io } from './command.ts';

/** `bytes`: the size the file must have, where it is known. Rejects 'bad-input', 'download-failed' or 'aborted'. */
export async function downloadTo(
  path: string,
  url: string,
  bytes: number | null,
  { note, signal }: Io,
): Promise<void> {
  const address = webAddress(url);
  const size = existsSync(path) ? statSync(path).size : 0;
  // More than the file can have is no beginning of it.
  const have = bytes !== null && size > bytes ? 0 : size;
  if (have > 0 && have === bytes) return;
  try {
    const response = await fetch(address, { signal, headers: have > 0 ? { Range: `bytes=${have}-` } : {} });
    // 200 to a request for a range: the server sends everything, so it is written from the start.
    const goesOn = response.status === 206;
    if (!response.ok || response.body === null) throw failed(`the server answered ${response.status}`);
    note(goesOn ? `Going on after ${(have / 1e6).toFixed(1)} MB…` : 'Fetching…');
    await pipeline(
      Readable.fromWeb(response.body as ReadableStream),
      createWriteStream(path, { flags: goesOn ? 'a' : 'w' }),
    );
  } catch (thrown) {
    if (signal.aborted)
      throw new AppError('aborted', 'Stopped. Run the command again to go on with the download.');
    throw thrown instanceof AppError ? thrown : failed(reasonOf(thrown));
  }
}

function webAddress(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol === 'https:' || address?.protocol === 'http:') return address;
  throw new AppError('bad-input', `${url} is no web address. Give --url https://…/model.gguf.`);
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? thrown.cause.message || thrown.message : thrown.message;
}

function failed(why: string): AppError {
  return new AppError(
    'download-failed',
    `The file could not be fetched: ${why}. Check the address and the network and run the command again: it goes on where it ended.`,
  );
}
