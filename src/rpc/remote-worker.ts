/**
 * Page side of any worker: calls that reject when the worker dies (comlink has no reject path for that, so every call
 * races with the worker's death), and aborts that follow a call by its number.
 */
import * as Comlink from 'comlink';
import { AppError } from '#core/app-error.ts';
import { watchLifeline } from './lifeline.ts';
import { unwrap } from './outcome.ts';
import type { Outcome } from './protocol.ts';

/** What every worker shows the page besides its host. */
export interface Mortal {
  /** The name of the lock that is held while it lives (lifeline.ts). */
  lifeline(): Promise<string>;
  /** Of the call with this number. */
  abort(call: number): Promise<void>;
}
export interface RemoteWorker<T> {
  readonly remote: Comlink.Remote<T>;
  call<V>(pending: Promise<Outcome<V>>): Promise<V>;
  /** Gives the call a number, under which an abort follows it. */
  numbered<V>(start: (id: number) => Promise<Outcome<V>>, signal: AbortSignal | undefined): Promise<V>;
  /** Settles when the worker has died by itself. */
  readonly died: Promise<AppError>;
  /** Ends the worker; pending calls reject with 'worker-lost'. */
  terminate(): void;
}

/** @param lost what to tell the user when the worker is gone. */
export function openRemoteWorker<T extends Mortal>(worker: Worker, lost: string): RemoteWorker<T> {
  const remote = Comlink.wrap<T>(worker);
  // Comlink's mapped type of a generic does not show its methods.
  const mortal = Comlink.wrap<Mortal>(worker);
  let lose: (error: AppError) => void = () => {};
  const loss = new Promise<never>((_, reject) => (lose = reject));
  loss.catch(() => {});
  let ended = false;
  let tell: (error: AppError) => void = () => {};
  const died = new Promise<AppError>((resolve) => (tell = resolve));
  const die = (detail: string): void => {
    if (ended) return;
    const error = new AppError('worker-lost', lost, { detail });
    lose(error);
    tell(error);
  };
  worker.addEventListener('error', (event) => die(event.message ?? ''));
  void mortal
    .lifeline()
    .then(watchLifeline)
    .then(() => die('it ended without a word'));
  const call = async <V>(pending: Promise<Outcome<V>>): Promise<V> =>
    unwrap(await Promise.race([pending, loss]));
  let calls = 0;
  return {
    remote,
    call,
    numbered: async (start, signal) => {
      if (signal?.aborted) throw new AppError('aborted', 'Stopped before it began. Start it again.');
      const id = ++calls;
      const abort = (): void => void mortal.abort(id);
      signal?.addEventListener('abort', abort);
      try {
        return await call(start(id));
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
    died,
    terminate() {
      ended = true;
      worker.terminate();
      lose(new AppError('worker-lost', lost));
    },
  };
}
