/**
 * Worker side of the boundary: holds the one loaded engine, runs one request or search at a time, and sends events in
 * batches.
 * It knows engines and models only through what it is handed, and never throws across the boundary.
 */
import { AppError } from '#core/app-error.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { ModelReport } from '#engine/model-report.ts';
import type { Engine } from '#engine/types.ts';
import type { Execute } from '#runner/method/item-state.ts';
import { carryOutMethod } from '#runner/method/method-request.ts';
import type { MethodEnd, MethodProgress, MethodRequest } from '#runner/method/method-request.ts';
import { findTokens } from '#runner/find-tokens.ts';
import type { FoundTokens, TokenQuery } from '#runner/find-tokens.ts';
import type { RunOutcome } from '#runner/request.ts';
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
  /** Where programs that a model wrote are run; left out, none are. */
  readonly execute?: Execute;
  now(): number;
}
interface UnderWay {
  readonly call: number;
  readonly stop: AbortController;
}

const UNDER_WAY = 'A run is under way. Stop it first.';

export function createHost({ open, report, execute, now }: HostParts): EngineHost {
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
  const underWay = async <T>(
    call: number,
    deed: (engine: Engine, signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const asked = loaded();
    if (running !== null) throw new AppError('bad-input', UNDER_WAY);
    searching?.stop.abort();
    const stop = new AbortController();
    running = { call, stop };
    try {
      return await deed(asked, stop.signal);
    } finally {
      // When one problem of a method fails, the others are still in the engine.
      stop.abort();
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
    run: (call, request, onEvents) =>
      settle(() =>
        underWay(call, (asked, signal) => send(runRequest(asked, request, { signal, now }), onEvents, now)),
      ),
    runMethod: (call, request, onProgress) =>
      settle(() =>
        underWay(call, (asked, signal) => tellMethod(asked, request, { signal, execute, now, onProgress })),
      ),
    findTokens: (call, query) => settle(() => search(call, query)),
    abort: async (call) => {
      for (const one of [running, searching]) if (one?.call === call) one.stop.abort();
    },
    memory: () => settle(async () => loaded().memory()),
    unload: () => settle(unload),
  };
}

interface Telling {
  readonly signal: AbortSignal;
  readonly execute: Execute | undefined;
  readonly now: () => number;
  readonly onProgress: (progress: MethodProgress) => void;
}
/**
 * Finished problems go at once, what is written of the watched one in batches, and before it is finished. Nothing is told
 * after the end, even where a problem failed and another is still being written.
 */
async function tellMethod(
  engine: Engine,
  request: MethodRequest,
  { signal, execute, now, onProgress }: Telling,
): Promise<MethodEnd> {
  const { watched } = request;
  let isOver = false;
  const batch = createEventBatch((events) => {
    if (watched !== null) onProgress({ type: 'events', item: watched, events });
  }, now);
  try {
    return await carryOutMethod(engine, request, {
      ...{ signal, execute, now },
      onItem: (run) => {
        batch.flush();
        onProgress({ type: 'item', run });
      },
      onEvent: (event) => {
        if (!isOver) batch.add(event);
      },
    });
  } finally {
    isOver = true;
    batch.flush();
  }
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
