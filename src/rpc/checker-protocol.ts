/**
 * The boundary of the worker that checks an engine on a model (?check=web-llm), in the style of the engine's (protocol.ts).
 * One worker checks one model and is ended after it.
 */
import type { CheckResult } from '#engine/check/run-checks.ts';
import type { LoadProgress, ModelSource, Outcome } from './protocol.ts';

export type CheckedModel = Extract<ModelSource, { readonly type: 'mlc' }>;
export type CheckEvent =
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  | { readonly type: 'result'; readonly result: CheckResult };

/** Worker side, as exposed through Comlink. Every method settles; none throws across the boundary. */
export interface CheckerHost {
  /** `call` names it for `abort`. */
  check(call: number, model: CheckedModel, onEvent: (event: CheckEvent) => void): Promise<Outcome<null>>;
  /** Ends it after the check under way. */
  abort(call: number): Promise<void>;
}
/** What the worker shows the page: the host, and how to learn that it is gone (lifeline.ts). */
export interface CheckerWorker extends CheckerHost {
  lifeline(): Promise<string>;
}
/** Page side: the same, with AbortSignal in and AppError out. Rejects with 'worker-lost' when the worker dies. */
export interface RemoteChecker {
  check(model: CheckedModel, onEvent: (event: CheckEvent) => void, signal: AbortSignal): Promise<void>;
  /** Ends the worker, which gives its memory back. */
  terminate(): void;
}
