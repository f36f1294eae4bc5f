/** Puts a host on this worker's end of the wire. */
import * as Comlink from 'comlink';
import { eventsFirst } from './events-first.ts';
import { holdLifeline } from './lifeline.ts';
import type { EngineHost, EngineWorker } from './protocol.ts';

export function exposeHost(host: EngineHost): void {
  const exposed: EngineWorker = {
    ...host,
    lifeline: holdLifeline,
    run: (call, request, onEvents) => eventsFirst(onEvents, (tell) => host.run(call, request, tell)),
    runMethod: (call, request, onProgress) =>
      eventsFirst(onProgress, (tell) => host.runMethod(call, request, tell)),
  };
  Comlink.expose(exposed);
}
