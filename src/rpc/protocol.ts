/**
 * The worker boundary in two minutes. The page holds a `RemoteHost` (rpc/client.ts), the worker implements `EngineHost`
 * (rpc/host.ts). Errors cross as WireError, abort as the id of a running call, events in batches of about 30 a second.
 */
import type { AppError, WireError } from '#core/app-error.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { ModelReport } from '#engine/model-report.ts';
import type { BackendId, EngineInfo, MemoryReport } from '#engine/types.ts';
import type { FoundTokens, TokenQuery } from '#runner/find-tokens.ts';
import type { MethodEnd, MethodProgress, MethodRequest } from '#runner/method/method-request.ts';
import type { RunOutcome, RunRequest } from '#runner/request.ts';

export type ModelSource =
  | { readonly type: 'catalog'; readonly id: string }
  /** Made here and kept in this browser. */
  | { readonly type: 'own'; readonly id: string; readonly name: string; readonly file: Blob }
  | { readonly type: 'file'; readonly name: string; readonly file: Blob }
  /** An MLC folder and its library, which only web-llm runs. */
  | {
      readonly type: 'mlc';
      readonly id: string;
      readonly name: string;
      /** Of the weights, ending in a slash; and of the compiled library. */
      readonly folder: string;
      readonly library: string;
      readonly license: string;
      /** Given by the user. */
      readonly own: boolean;
      /** Longest sequence; null: what its configuration says. */
      readonly context: number | null;
      readonly parameters: number | null;
    };

export interface LoadOptions {
  /** 'auto' takes what the machine does best, and says why in EngineInfo.reason. */
  readonly backend: 'auto' | Extract<BackendId, 'onnx-wasm' | 'onnx-webgpu' | 'webllm'>;
  /** 0: measured at start. */
  readonly threads: number;
}
export interface LoadProgress {
  readonly stage: 'fetching' | 'reading' | 'building' | 'starting';
  readonly done: number;
  /** Bytes; null when unknown. */
  readonly total: number | null;
}
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

/** Worker side, as exposed through Comlink. Every method settles; none throws across the boundary. */
export interface EngineHost {
  /** What the file is and needs; reads its header only. */
  report(file: Blob): Promise<Outcome<ModelReport>>;
  load(
    source: ModelSource,
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Outcome<EngineInfo>>;
  /** One run at a time; `call` names it for `abort`. The run ends with an 'end' or 'ptrue' event, flushed before it settles. */
  run(
    call: number,
    request: RunRequest,
    onEvents: (events: readonly TraceEvent[]) => void,
  ): Promise<Outcome<RunOutcome>>;
  /**
   * A method on many problems, under way like a run. Each problem is told when it is finished, those that a stop cut short
   * too; a stop settles it with cause 'aborted'.
   */
  runMethod(
    call: number,
    request: MethodRequest,
    onProgress: (progress: MethodProgress) => void,
  ): Promise<Outcome<MethodEnd>>;
  /**
   * Tokens by their text, with probability and rank at a place. Refused with 'bad-input' while a run is under way: in one
   * batch with it, it could change the last bits of the run's numbers. A run, or another search, ends it with 'aborted'.
   */
  findTokens(call: number, query: TokenQuery): Promise<Outcome<FoundTokens>>;
  /** Of a run or a search; takes effect at the next token or prefill chunk. */
  abort(call: number): Promise<void>;
  memory(): Promise<Outcome<MemoryReport>>;
  unload(): Promise<Outcome<null>>;
}

/** What the worker shows the page: the host, and how to learn that it is gone (lifeline.ts). */
export interface EngineWorker extends EngineHost {
  lifeline(): Promise<string>;
}

/** Page side: the same, with AbortSignal in and AppError out. Rejects with 'worker-lost' when the worker dies. */
export interface RemoteHost {
  report(file: Blob): Promise<ModelReport>;
  load(
    source: ModelSource,
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<EngineInfo>;
  run(
    request: RunRequest,
    onEvents: (events: readonly TraceEvent[]) => void,
    signal?: AbortSignal,
  ): Promise<RunOutcome>;
  runMethod(
    request: MethodRequest,
    onProgress: (progress: MethodProgress) => void,
    signal?: AbortSignal,
  ): Promise<MethodEnd>;
  findTokens(query: TokenQuery, signal?: AbortSignal): Promise<FoundTokens>;
  memory(): Promise<MemoryReport>;
  unload(): Promise<void>;
  /** Ends the worker; pending calls reject with 'worker-lost'. */
  terminate(): void;
  /** Settles when the worker has died by itself. */
  readonly died: Promise<AppError>;
}
