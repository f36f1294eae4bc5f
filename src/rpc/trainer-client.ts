/** Page side of the trainer's worker: AbortSignal in, AppError out. */
import * as Comlink from 'comlink';
import { openRemoteWorker } from './remote-worker.ts';
import type { RemoteTrainer, TrainerWorker } from './trainer-protocol.ts';

const LOST =
  'The trainer stopped (the browser ended its worker, often for lack of memory). Close other pages, then start it again; what was measured last is kept.';

/** @param createWorker starts `workers/trainer.worker.ts`; handed in so that tests can start another. */
export function openRemoteTrainer(createWorker: () => Worker): RemoteTrainer {
  const { remote, numbered, died, terminate } = openRemoteWorker<TrainerWorker>(createWorker(), LOST);
  return {
    tune: (request, onEvent, signal) =>
      numbered((id) => remote.tune(id, request, Comlink.proxy(onEvent)), signal),
    died,
    terminate,
  };
}
