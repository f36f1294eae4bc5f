/** What bench/speed.mjs calls in a browser page; one page holds one engine, ours, the page's own worker, or llama.cpp. */
import * as Comlink from 'comlink';
import type { TraceEvent } from '#core/trace/events.ts';
import { openRemoteHost } from '#rpc/client.ts';
import type { RemoteHost } from '#rpc/protocol.ts';
import { fromBlob } from '#engine/gguf/byte-source.ts';
import { openModel } from '#engine/open-model.ts';
import { openLlamaCpp } from '../../tests/oracle/llama-cpp.ts';
import type { LlamaCppOptions } from '../../tests/oracle/llama-cpp.ts';
import type { Written } from './timed-engine.ts';
import type { WorkerHost } from './worker.ts';

declare global {
  interface Performance {
    /** Chromium, in an isolated page. */
    measureUserAgentSpecificMemory?(): Promise<{ bytes: number }>;
  }
}

async function fetchBlob(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: status ${response.status}. Is the model file there?`);
  return response.blob();
}

/** Our engine in the bench's worker. */
async function openOurs(url: string, threads: number): Promise<Comlink.Remote<WorkerHost>> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const host = Comlink.wrap<WorkerHost>(worker);
  await host.open(await fetchBlob(url), threads);
  return host;
}

function startPageWorker(): RemoteHost {
  return openRemoteHost(
    () => new Worker(new URL('../../workers/engine.worker.ts', import.meta.url), { type: 'module' }),
  );
}

async function loadHost(host: RemoteHost, url: string, threads: number): Promise<void> {
  const source = { type: 'file', name: url, file: await fetchBlob(url) } as const;
  await host.load(source, { backend: 'onnx-wasm', threads }, () => {});
}

/** The worker, protocol and runner of the page itself: what a user sees. Ends where the model ends its turn. */
async function openProduct(url: string, threads: number) {
  const host = startPageWorker();
  await loadHost(host, url, threads);
  return { write: (problem: string, tokens: number) => writeInProduct(host, problem, tokens) };
}

/** The clock runs from the first batch of events to the last: the prompt is not in it. */
async function writeInProduct(host: RemoteHost, problem: string, tokens: number): Promise<Written> {
  const arrived: { at: number; tokens: number }[] = [];
  const count = (events: readonly TraceEvent[]): void => {
    const written = events.reduce(
      (sum, event) => sum + (event.type === 'tokens' ? event.tokens.length : 0),
      0,
    );
    if (written > 0) arrived.push({ at: performance.now(), tokens: written });
  };
  const request = {
    type: 'continue',
    branch: 0,
    open: { parent: null, at: 0, reason: 'answer', label: 'greedy', userTurn: null },
    messages: [{ role: 'user', content: problem }],
    kept: [],
    forced: [],
    settings: { temperature: 0, topP: 1, topK: 0 },
    seed: 1,
    limit: { until: 'end', tokens },
    topK: 10,
  } as const;
  await host.run(request, count);
  const [first, ...rest] = arrived;
  const milliseconds = (rest.at(-1)?.at ?? Number.NaN) - (first?.at ?? Number.NaN);
  const timed = rest.reduce((sum, batch) => sum + batch.tokens, 0);
  return {
    promptTokens: Number.NaN,
    promptTokensPerSecond: Number.NaN,
    tokens: timed,
    tokensPerSecond: (1000 * timed) / milliseconds,
  };
}

/** Gets the raw text of the same prompt, since its own template engine is not ours. */
async function openLlama(url: string, options: LlamaCppOptions) {
  const blob = await fetchBlob(url);
  const { tokenizer } = await openModel(fromBlob(blob));
  const llama = await openLlamaCpp(blob, options);
  return {
    write: (problem: string, tokens: number): Promise<Written> =>
      llama.complete(tokenizer.decode(tokenizer.chat([{ role: 'user', content: problem }])), tokens, true),
  };
}

/**
 * Bytes of page and workers after a collection; null where the browser does not tell. It asks every worker, and never
 * answers while wasm threads sleep in theirs, so it is asked with one thread only.
 */
async function usedBytes(threads: number): Promise<number | null> {
  if (threads > 1) return null;
  return (await performance.measureUserAgentSpecificMemory?.())?.bytes ?? null;
}

/**
 * Loads and unloads `times` times in one worker, as the page does; the worker's own start is not in the times.
 * `bytes` are those before the first load, after each unload, and after the worker's end.
 */
async function loadAndUnload(url: string, threads: number, times: number) {
  const host = startPageWorker();
  await host.unload();
  const milliseconds: number[] = [];
  const bytes = [await usedBytes(threads)];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await loadHost(host, url, threads);
    milliseconds.push(performance.now() - start);
    await host.unload();
    bytes.push(await usedBytes(threads));
  }
  host.terminate();
  bytes.push(await usedBytes(threads));
  return { milliseconds, bytes };
}

const bench = { openOurs, openProduct, openLlama, loadAndUnload, isolated: globalThis.crossOriginIsolated };
Object.assign(globalThis, { bench });
