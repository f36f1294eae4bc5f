/** The sandbox in the page: a worker whose program is workers/sandbox.worker.ts. */
import type { Execution } from '#core/execution.ts';
import type { SandboxThread } from './sandbox.ts';

export function workerThread(worker: Worker): SandboxThread {
  const reply = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<T>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    });
  return {
    ready: reply(),
    run: (order) => {
      const execution = reply<Execution>();
      worker.postMessage(order);
      return execution;
    },
    end: () => worker.terminate(),
  };
}
