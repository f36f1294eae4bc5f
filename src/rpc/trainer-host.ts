/** Worker side of the trainer's boundary: one training at a time, stopped by the number of its call. */
import * as Comlink from 'comlink';
import { AppError } from '#core/app-error.ts';
import type { TunedModel, TuningEvent } from '#core/tuning.ts';
import { eventsFirst } from './events-first.ts';
import { holdLifeline } from './lifeline.ts';
import { settle } from './outcome.ts';
import type { TrainerHost, TrainerWorker, TuneRequest } from './trainer-protocol.ts';

export interface TrainerParts {
  tune(request: TuneRequest, onEvent: (event: TuningEvent) => void, signal: AbortSignal): Promise<TunedModel>;
}

export function createTrainerHost({ tune }: TrainerParts): TrainerHost {
  let running: { readonly call: number; readonly stop: AbortController } | null = null;
  return {
    tune: (call, request, onEvent) =>
      settle(async () => {
        if (running !== null) throw new AppError('bad-input', 'A model is being trained. Stop it first.');
        running = { call, stop: new AbortController() };
        try {
          return await tune(request, onEvent, running.stop.signal);
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
export function exposeTrainer(host: TrainerHost): void {
  const exposed: TrainerWorker = {
    ...host,
    lifeline: holdLifeline,
    tune: (call, request, onEvent) => eventsFirst(onEvent, (tell) => host.tune(call, request, tell)),
  };
  Comlink.expose(exposed);
}
