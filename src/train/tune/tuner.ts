/**
 * Tuning: a short training that starts from a finished model. One loop for every loss; a Tuner knows its loss, the loop
 * knows rates and when to stop. It knows no files and no process.
 */
import { AppError } from '#core/app-error.ts';
import type { FlatParameters } from '../parameters.ts';
import { rateAt } from '../schedule.ts';
import type { StepResult } from '../trainer.ts';

export interface TuneStep extends StepResult {
  /** Positions that the step read, padding not counted. */
  readonly tokens: number;
}
export interface Tuner<S extends TuneStep> {
  /** One update at learning rate `rate`. */
  step(rate: number): Promise<S>;
  parameters(): FlatParameters;
  release(): Promise<void>;
}
export interface TunePlan {
  readonly steps: number;
  /** Highest learning rate: reached after a tenth of the steps, held for half of them, then falling to a tenth. */
  readonly peak: number;
  /** Ends after the step under way, or within it where it can be left without an update. */
  readonly signal?: AbortSignal;
}
/** A step with its number, from 1. */
export type CurvePoint<S extends TuneStep> = S & { readonly step: number };

/** Yields each step that was done. Throws AppError 'internal' if the loss is no longer a number. */
export async function* tune<S extends TuneStep>(
  tuner: Tuner<S>,
  { steps, peak, signal }: TunePlan,
): AsyncGenerator<CurvePoint<S>> {
  const schedule = { peak, warmUpSteps: Math.ceil(steps / 10), holdUntil: 0.5, rest: 0.1 };
  for (let step = 1; step <= steps && !signal?.aborted; step++) {
    const done = await unlessAborted(tuner.step(rateAt(schedule, step, (step - 1) / steps)), signal);
    if (done === null) return;
    if (!Number.isFinite(done.loss))
      throw new AppError(
        'internal',
        `The loss is no longer a number at step ${step}. Tune again with a lower rate.`,
        { step },
      );
    yield { ...done, step };
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | null> {
  try {
    return await work;
  } catch (thrown) {
    if (signal?.aborted) return null;
    throw thrown;
  }
}
