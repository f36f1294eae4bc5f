/** Page side of the engine's worker: AbortSignal in, AppError out. */
import * as Comlink from 'comlink';
import type { EngineWorker, RemoteHost } from './protocol.ts';
import { openRemoteWorker } from './remote-worker.ts';

const LOST =
  'The engine stopped (the browser ended its worker, often for lack of memory). Load the model again; your text and branches are kept.';

/** @param createWorker starts `workers/engine.worker.ts`; handed in so that tests can start another. */
export function openRemoteHost(createWorker: () => Worker): RemoteHost {
  const { remote, call, numbered, died, terminate } = openRemoteWorker<EngineWorker>(createWorker(), LOST);
  return {
    report: (file) => call(remote.report(file)),
    load: (source, options, onProgress) => call(remote.load(source, options, Comlink.proxy(onProgress))),
    run: (request, onEvents, signal) =>
      numbered((id) => remote.run(id, request, Comlink.proxy(onEvents)), signal),
    runMethod: (request, onProgress, signal) =>
      numbered((id) => remote.runMethod(id, request, Comlink.proxy(onProgress)), signal),
    findTokens: (query, signal) => numbered((id) => remote.findTokens(id, query), signal),
    memory: () => call(remote.memory()),
    unload: async () => void (await call(remote.unload())),
    died,
    terminate,
  };
}
