/** An engine of this process behind the page's side of the worker boundary. Its clock stands still. */
import type { ModelReport } from '#engine/model-report.ts';
import type { Engine } from '#engine/types.ts';
import { createHost } from '#rpc/host.ts';
import { unwrap } from '#rpc/outcome.ts';
import type { Outcome, RemoteHost } from '#rpc/protocol.ts';

export function inProcessHost(engine: Engine, report: () => Promise<ModelReport>): RemoteHost {
  const host = createHost({ open: () => Promise.resolve(engine), report, now: () => 0 });
  let calls = 0;
  const numbered = async <T>(
    start: (call: number) => Promise<Outcome<T>>,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    const call = (calls += 1);
    const abort = (): void => void host.abort(call);
    signal?.addEventListener('abort', abort);
    const outcome = await start(call);
    signal?.removeEventListener('abort', abort);
    return unwrap(outcome);
  };
  return {
    load: async (source, options, onProgress) => unwrap(await host.load(source, options, onProgress)),
    run: (request, onEvents, signal) => numbered((call) => host.run(call, request, onEvents), signal),
    runMethod: (request, onProgress, signal) =>
      numbered((call) => host.runMethod(call, request, onProgress), signal),
    findTokens: (query, signal) => numbered((call) => host.findTokens(call, query), signal),
    memory: async () => unwrap(await host.memory()),
    unload: async () => void unwrap(await host.unload()),
    terminate: () => {},
    report: async (file) => unwrap(await host.report(file)),
    died: new Promise(() => {}),
  };
}
