/** Puts a host on this worker's end of the wire. */
import * as Comlink from 'comlink';
import type { EngineHost } from './protocol.ts';

export function exposeHost(host: EngineHost): void {
  Comlink.expose(host);
}
