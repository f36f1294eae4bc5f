/** Worker side of the checker's boundary: one model at a time, stopped by the number of its call. */
import * as Comlink from 'comlink';
import { AppError } from '#core/app-error.ts';
import type { CheckEvent, CheckedModel, CheckerHost, CheckerWorker } from './checker-protocol.ts';
import { eventsFirst } from './events-first.ts';
import { holdLifeline } from './lifeline.ts';
import { settle } from './outcome.ts';

export interface CheckerParts {
  check(model: CheckedModel, signal: AbortSignal, onEvent: (event: CheckEvent) => void): Promise<void>;
}

export function createCheckerHost({ check }: CheckerParts): CheckerHost {
  let running: { readonly call: number; readonly stop: AbortController } | null = null;
  return {
    check: (call, model, onEvent) =>
      settle(async () => {
        if (running !== null) throw new AppError('bad-input', 'A model is being checked. Stop it first.');
        running = { call, stop: new AbortController() };
        try {
          await check(model, running.stop.signal, onEvent);
          return null;
        } finally {
          running = null;
        }
      }),
    abort: async (call) => {
      if (running?.call === call) running.stop.abort();
    },
  };
}

/** Puts the host on this worker's end of the wire. */
export function exposeChecker(host: CheckerHost): void {
  const exposed: CheckerWorker = {
    ...host,
    lifeline: holdLifeline,
    check: (call, model, onEvent) => eventsFirst(onEvent, (tell) => host.check(call, model, tell)),
  };
  Comlink.expose(exposed);
}
