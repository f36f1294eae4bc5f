/**
 * Page side of the worker boundary: AbortSignal in, AppError out. Comlink calls never settle when the worker dies
 * (comlink has no reject path for that), so every call races with the worker's death.
 */
import * as Comlink from 'comlink';
import { AppError } from '#core/app-error.ts';
import { unwrap } from './outcome.ts';
import { watchLifeline } from './lifeline.ts';
import type { EngineWorker, Outcome, RemoteHost } from './protocol.ts';

const LOST =
  'The engine stopped (the browser ended its worker, often for lack of memory). Load the model again; your text and branches are kept.';

/** @param createWorker starts `workers/engine.worker.ts`; handed in so that tests can start another. */
export function openRemoteHost(createWorker: () => Worker): RemoteHost {
  const worker = createWorker();
  const remote = Comlink.wrap<EngineWorker>(worker);
  let lose: (error: AppError) => void = () => {};
  const lost = new Promise<never>((_, reject) => (lose = reject));
  lost.catch(() => {});
  let ended = false;
  let tell: (error: AppError) => void = () => {};
  const died = new Promise<AppError>((resolve) => (tell = resolve));
  const die = (detail: string): void => {
    if (ended) return;
    const error = new AppError('worker-lost', LOST, { detail });
    lose(error);
    tell(error);
  };
  worker.addEventListener('error', (event) => die(event.message ?? ''));
  void remote
    .lifeline()
    .then(watchLifeline)
    .then(() => die('it ended without a word'));
  const call = async <T>(pending: Promise<Outcome<T>>): Promise<T> =>
    unwrap(await Promise.race([pending, lost]));
  let calls = 0;
  /** Gives the call a number, under which an abort follows it. */
  const numbered = async <T>(
    start: (id: number) => Promise<Outcome<T>>,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    if (signal?.aborted) throw new AppError('aborted', 'Stopped before it began. Start it again.');
    const id = ++calls;
    const abort = (): void => void remote.abort(id);
    signal?.addEventListener('abort', abort);
    try {
      return await call(start(id));
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };
  return {
    report: (file) => call(remote.report(file)),
    load: (source, options, onProgress) => call(remote.load(source, options, Comlink.proxy(onProgress))),
    run: (request, onEvents, signal) =>
      numbered((id) => remote.run(id, request, Comlink.proxy(onEvents)), signal),
    findTokens: (query, signal) => numbered((id) => remote.findTokens(id, query), signal),
    memory: () => call(remote.memory()),
    unload: async () => void (await call(remote.unload())),
    died,
    terminate() {
      ended = true;
      worker.terminate();
      lose(new AppError('worker-lost', LOST));
    },
  };
}
