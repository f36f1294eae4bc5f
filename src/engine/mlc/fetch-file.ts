/**
 * One file over HTTP from a server that is not ours: with progress, going on where a broken connection left off (Range), and
 * given up when nothing comes any more. What it brings is checked by whoever knows its digest.
 */
import { AppError } from '#core/app-error.ts';
import type { ErrorFacts } from '#core/app-error.ts';

export interface FetchSettings {
  /** Size that it must have; null when unknown. */
  readonly bytes: number | null;
  /** Bytes of this file so far; goes back when a server cannot go on and begins again. */
  readonly onBytes?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Without a byte for so long the connection counts as broken; default 30,000. */
  readonly stallMs?: number | undefined;
}
const STALL_MS = 30_000;
const ATTEMPTS = 3;

/** Rejects AppError 'download-failed' | 'aborted'. */
export async function fetchFile(url: string, settings: FetchSettings): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let why = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (settings.signal?.aborted) throw aborted();
    const had = sizeOf(parts);
    try {
      await readInto(parts, url, settings);
      const size = sizeOf(parts);
      if (settings.bytes === null || size === settings.bytes) return new Blob(parts);
      why = `it ended after ${size} of ${settings.bytes} bytes`;
      if (size > settings.bytes) parts.length = 0;
    } catch (thrown) {
      if (settings.signal?.aborted) throw aborted();
      if (thrown instanceof AppError) throw thrown;
      why = thrown instanceof Error ? thrown.message : String(thrown);
      // A server that gave nothing at all will not give more the next moment.
      if (sizeOf(parts) === had && navigatorOffline()) break;
    }
  }
  throw failed(url, why);
}

async function readInto(
  parts: Uint8Array<ArrayBuffer>[],
  url: string,
  settings: FetchSettings,
): Promise<void> {
  const { bytes, onBytes, signal, stallMs = STALL_MS } = settings;
  const from = sizeOf(parts);
  const stall = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stall.signal]) : stall.signal;
  let timer = setTimeout(() => stall.abort(), stallMs);
  try {
    const headers: HeadersInit = from > 0 ? { Range: `bytes=${from}-` } : {};
    const response = await ask(url, { headers, signal: stopped, credentials: 'omit' });
    if (!response.ok || response.body === null) throw refused(url, response.status);
    if (!goesOn(response, from)) parts.length = 0;
    let done = sizeOf(parts);
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => stall.abort(), stallMs);
      parts.push(part.value);
      done += part.value.length;
      onBytes?.(done);
      if (bytes !== null && done > bytes) return void (await reader.cancel());
    }
  } catch (thrown) {
    if (stall.signal.aborted && signal?.aborted !== true)
      throw new Error(`nothing came for ${stallMs / 1000} seconds`, { cause: thrown });
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

/** Browsers do not tell a page which of the two it was. */
async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new Error('the server does not answer, or lets no page read its files (CORS)', { cause });
  }
}

/** Whether the answer begins at the byte that was asked for. */
function goesOn(response: Response, from: number): boolean {
  if (from === 0) return true;
  const range = response.headers.get('content-range');
  // Where the header is hidden from other origins, the status alone says that the range was kept to.
  return response.status === 206 && (range === null || range.startsWith(`bytes ${from}-`));
}

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);

function navigatorOffline(): boolean {
  return (globalThis as { navigator?: { onLine?: boolean } }).navigator?.onLine === false;
}

function failed(url: string, why: string, facts: ErrorFacts = {}): AppError {
  return new AppError(
    'download-failed',
    `A file of the model could not be fetched (${why}). What is fetched already is kept: check the connection, then load the model again.`,
    { url, why, ...facts },
  );
}

function refused(url: string, status: number): AppError {
  return failed(url, `the server answers with status ${status}`, { status });
}

function aborted(): AppError {
  return new AppError('aborted', 'Stopped. What is fetched already is kept; load the model again to go on.');
}
