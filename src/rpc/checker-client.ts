/** Page side of the checker's worker: AbortSignal in, AppError out. */
import * as Comlink from 'comlink';
import type { CheckerWorker, RemoteChecker } from './checker-protocol.ts';
import { openRemoteWorker } from './remote-worker.ts';

const LOST =
  'The browser ended the engine, most often for lack of memory. What was checked is kept; choose a smaller model, or close other pages.';

/** @param createWorker starts `workers/checker.worker.ts`. */
export function openRemoteChecker(createWorker: () => Worker): RemoteChecker {
  const { remote, numbered, terminate } = openRemoteWorker<CheckerWorker>(createWorker(), LOST);
  return {
    check: async (model, onEvent, signal) =>
      void (await numbered((id) => remote.check(id, model, Comlink.proxy(onEvent)), signal)),
    terminate,
  };
}
