/**
 * The trainer's worker boundary, in the style of the engine's (protocol.ts). One worker trains one model: it is started for
 * it and ended after it, so that its memory is given back.
 */
import type { AppError } from '#core/app-error.ts';
import type { TunedModel, TuningEvent, TuningPlan } from '#core/tuning.ts';
import type { ModelSource, Outcome } from './protocol.ts';

export interface TuneRequest {
  /** The model to go on from. */
  readonly parent: ModelSource;
  readonly plan: TuningPlan;
}

/** Worker side, as exposed through Comlink. Every method settles; none throws across the boundary. */
export interface TrainerHost {
  /** `call` names it for `abort`. The last event is handed over before it settles. */
  tune(
    call: number,
    request: TuneRequest,
    onEvent: (event: TuningEvent) => void,
  ): Promise<Outcome<TunedModel>>;
  /**
   * Ends the training after the step under way, and any measuring but the last: what was learned is measured, and comes back
   * as if planned so.
   */
  abort(call: number): Promise<void>;
}

/** What the worker shows the page: the host, and how to learn that it is gone (lifeline.ts). */
export interface TrainerWorker extends TrainerHost {
  lifeline(): Promise<string>;
}

/** Page side: the same, with AbortSignal in and AppError out. Rejects with 'worker-lost' when the worker dies. */
export interface RemoteTrainer {
  tune(request: TuneRequest, onEvent: (event: TuningEvent) => void, signal: AbortSignal): Promise<TunedModel>;
  /** Ends the worker; a pending call rejects with 'worker-lost'. */
  terminate(): void;
  /** Settles when the worker has died by itself. */
  readonly died: Promise<AppError>;
}
