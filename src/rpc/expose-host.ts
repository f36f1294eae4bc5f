/** Puts a host on this worker's end of the wire. */
import * as Comlink from 'comlink';
import { holdLifeline } from './lifeline.ts';
import type { EngineHost, EngineWorker } from './protocol.ts';

export function exposeHost(host: EngineHost): void {
  const exposed: EngineWorker = {
    ...host,
    lifeline: holdLifeline,
    /** Events and outcome travel on different ports: without waiting, the outcome may overtake the last events. */
    async run(call, request, onEvents) {
      let arrived: unknown = null;
      const outcome = await host.run(call, request, (events) => {
        // Comlink's proxy of the page's callback answers with a promise once the page has taken the events.
        arrived = onEvents(events);
      });
      await arrived;
      return outcome;
    },
  };
  Comlink.expose(exposed);
}
