/**
 * Worker side of the boundary: holds the one loaded engine, runs one request at a time, and sends events in batches.
 * It knows engines and models only through what it is handed, and never throws across the boundary.
 */
import { AppError } from '#core/app-error.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';
import type { RunOutcome, RunRequest } from '#runner/request.ts';
import { runRequest } from '#runner/run-request.ts';
import { createEventBatch } from './event-batch.ts';
import { settle } from './outcome.ts';
import type { EngineHost, LoadOptions, LoadProgress, ModelSource } from './protocol.ts';

export interface HostParts {
  open(
    source: ModelSource,
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Engine>;
  now(): number;
}
interface Running {
  readonly call: number;
  readonly stop: AbortController;
}

export function createHost({ open, now }: HostParts): EngineHost {
  let engine: Engine | null = null;
  let running: Running | null = null;

  const unload = async (): Promise<null> => {
    running?.stop.abort();
    const old = engine;
    engine = null;
    await old?.dispose();
    return null;
  };
  const run = async (
    call: number,
    request: RunRequest,
    onEvents: (events: readonly TraceEvent[]) => void,
  ) => {
    if (engine === null) throw new AppError('model-missing', 'No model is loaded. Load one, then try again.');
    if (running !== null) throw new AppError('bad-input', 'A run is under way. Stop it first.');
    const stop = new AbortController();
    running = { call, stop };
    try {
      return await send(runRequest(engine, request, { signal: stop.signal, now }), onEvents, now);
    } finally {
      running = null;
    }
  };
  return {
    load: (source, options, onProgress) =>
      settle(async () => {
        await unload();
        engine = await open(source, options, onProgress);
        return engine.info;
      }),
    run: (call, request, onEvents) => settle(() => run(call, request, onEvents)),
    abort: async (call) => {
      if (running?.call === call) running.stop.abort();
    },
    memory: () =>
      settle(async () => {
        if (engine === null)
          throw new AppError('model-missing', 'No model is loaded. Load one to see what it takes.');
        return engine.memory();
      }),
    unload: () => settle(unload),
  };
}

/** Drains a run into batches; whatever was written reaches the page even when the run fails. */
async function send(
  events: AsyncGenerator<TraceEvent, RunOutcome>,
  onEvents: (events: readonly TraceEvent[]) => void,
  now: () => number,
): Promise<RunOutcome> {
  const batch = createEventBatch(onEvents, now);
  try {
    for (;;) {
      const step = await events.next();
      if (step.done) return step.value;
      batch.add(step.value);
    }
  } finally {
    batch.flush();
  }
}
