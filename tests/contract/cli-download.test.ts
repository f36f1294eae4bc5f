/** Fetching a model file: what was interrupted goes on, and a server that knows no ranges does no harm. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { downloadTo } from '../../src/cli/download.ts';

const CONTENT = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 31) % 251));
const folder = mkdtempSync(join(tmpdir(), 'second-thought-download-'));
const path = join(folder, 'model.part');
const io = { out: () => undefined, note: () => undefined, signal: new AbortController().signal };
let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(path, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  return new Promise((resolve) => {
    const listening = createServer(answer).listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/model.gguf`),
    );
    server = listening;
  });
}
function withRanges({ headers }: IncomingMessage, response: ServerResponse): void {
  const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': CONTENT.length - from });
  response.end(CONTENT.subarray(from));
}

describe('downloadTo', () => {
  it('goes on after a broken connection', async () => {
    const ranges: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      ranges.push(request.headers.range);
      if (ranges.length > 1) return withRanges(request, response);
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.write(CONTENT.subarray(0, 20_000), () => response.destroy());
    });
    await expect(downloadTo(path, url, CONTENT.length, io)).rejects.toMatchObject({
      code: 'download-failed',
    });
    const kept = statSync(path).size;
    await downloadTo(path, url, CONTENT.length, io);
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
    expect(ranges[1]).toBe(kept > 0 ? `bytes=${kept}-` : undefined);
  });

  it('starts anew where the server sends everything, and where there is too much', async () => {
    const url = await serve((_, response) => response.end(CONTENT));
    writeFileSync(path, 'junk');
    await downloadTo(path, url, CONTENT.length, io);
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
    writeFileSync(path, Buffer.alloc(CONTENT.length + 1));
    await downloadTo(path, url, CONTENT.length, io);
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
  });

  it('says what to do about a wrong address, a refusal and no answer', async () => {
    const url = await serve((_, response) => response.writeHead(404).end());
    await expect(downloadTo(path, 'model.gguf', null, io)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(downloadTo(path, url, null, io)).rejects.toThrow(/404.*run the command again/);
    server?.close();
    server?.closeAllConnections();
    await expect(downloadTo(path, url, null, io)).rejects.toMatchObject({ code: 'download-failed' });
  });

  it('is stopped by a signal', async () => {
    const stop = new AbortController();
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.write(CONTENT.subarray(0, 100), () => stop.abort());
    });
    const stopped = downloadTo(path, url, CONTENT.length, { ...io, signal: stop.signal });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
  });
});
