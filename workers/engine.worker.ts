/** Entry of the engine worker: one host, exposed through Comlink. A fresh worker for every model keeps wasm's heap small. */
import { exposeHost } from '#rpc/expose-host.ts';
import { createHost } from '#rpc/host.ts';
import { openModelSource, reportFile } from '#engine/model-source.ts';
import { openSandbox } from '#sandbox/sandbox.ts';
import { workerThread } from '#sandbox/worker-thread.ts';

const startSandbox = (): Worker =>
  new Worker(new URL('./sandbox.worker.ts', import.meta.url), { type: 'module' });

exposeHost(
  createHost({
    open: openModelSource,
    report: reportFile,
    execute: openSandbox(() => workerThread(startSandbox())).run,
    now: () => performance.now(),
  }),
);
