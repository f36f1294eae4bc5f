/**
 * Worker side of the boundary: holds the one loaded engine, runs one request or search at a time, and sends events in
 * batches.
 * It knows engines and models only through what it is handed, and never throws across the boundary.
 */
import { AppError } from '#core/app-error.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { ModelReport } from '#engine/model-report.ts';
import type { Engine } from '#engine/types.ts';
import { findTokens } from '#runner/find-tokens.ts';
import type { FoundTokens, TokenQuery } from '#runner/find-tokens.ts';
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
  report(file: Blob): Promise<ModelReport>;
  now(): number;
}
interface UnderWay {
  readonly call: number;
  readonly stop: AbortController;
}

const UNDER_WAY = 'A run is under way. Stop it first.';

export function createHost({ open, report, now }: HostParts): EngineHost {
  let engine: Engine | null = null;
  let running: UnderWay | null = null;
  let searching: UnderWay | null = null;

  const loaded = (): Engine => {
    if (engine === null) throw new AppError('model-missing', 'No model is loaded. Load one, then try again.');
    return engine;
  };
  const unload = async (): Promise<null> => {
    running?.stop.abort();
    searching?.stop.abort();
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
    const asked = loaded();
    if (running !== null) throw new AppError('bad-input', UNDER_WAY);
    searching?.stop.abort();
    const stop = new AbortController();
    running = { call, stop };
    try {
      return await send(runRequest(asked, request, { signal: stop.signal, now }), onEvents, now);
    } finally {
      running = null;
    }
  };
  const search = async (call: number, query: TokenQuery): Promise<FoundTokens> => {
    const asked = loaded();
    if (running !== null) throw new AppError('bad-input', UNDER_WAY);
    searching?.stop.abort();
    const mine = { call, stop: new AbortController() };
    searching = mine;
    try {
      return await findTokens(asked, query, mine.stop.signal);
    } finally {
      if (searching === mine) searching = null;
    }
  };
  return {
    report: (file) => settle(() => report(file)),
    load: (source, options, onProgress) =>
      settle(async () => {
        await unload();
        engine = await open(source, options, onProgress);
        return engine.info;
      }),
    run: (call, request, onEvents) => settle(() => run(call, request, onEvents)),
    findTokens: (call, query) => settle(() => search(call, query)),
    abort: async (call) => {
      for (const one of [running, searching]) if (one?.call === call) one.stop.abort();
    },
    memory: () => settle(async () => loaded().memory()),
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
