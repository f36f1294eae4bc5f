/** Our engine in a worker, where the page has it too. */
import * as Comlink from 'comlink';
import { openTimedEngine } from './timed-engine.ts';
import type { TimedEngine } from './timed-engine.ts';

let engine: TimedEngine;
const host = {
  async open(model: Blob, threads: number) {
    engine = await openTimedEngine(model, threads);
  },
  write: (...args: Parameters<TimedEngine['write']>) => engine.write(...args),
  sample: (...args: Parameters<TimedEngine['sample']>) => engine.sample(...args),
};
export type WorkerHost = typeof host;
Comlink.expose(host);
