/** Entry of the engine worker: one host, exposed through Comlink. A fresh worker for every model keeps wasm's heap small. */
import { exposeHost } from '#rpc/expose-host.ts';
import { createHost } from '#rpc/host.ts';
import { openModelSource, reportFile } from '#engine/model-source.ts';

exposeHost(createHost({ open: openModelSource, report: reportFile, now: () => performance.now() }));
