/**
 * The training loop: documents → packed rows → steps, with the schedule, reports and checkpoints. Deterministic for a
 * seed, and a run that goes on from a checkpoint takes the same steps as one that was never interrupted.
 * It knows no files and no process: train-command.ts gives it those.
 */
import { AppError } from '#core/app-error.ts';
import { createRng } from '#core/rng.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import type { RowShape } from './decoder-forward.ts';
import { createPacker } from './packing.ts';
import type { Packer } from './packing.ts';
import { initialise } from './parameters.ts';
import { rateAt } from './schedule.ts';
import type { Schedule } from './schedule.ts';
import { freshState, openTrainer } from './trainer.ts';
import type { Trainer, TrainerState } from './trainer.ts';
import type { DocumentStream, TrainingDocument } from './training-document.ts';

/** Everything a run needs to go on exactly where it stood. */
export interface Checkpoint {
  readonly trainer: TrainerState;
  /** Positions trained on so far, padding not counted. */
  readonly tokens: number;
  /** Seconds of training so far, over all sittings. */
  readonly seconds: number;
  readonly stream: unknown;
  readonly pending: readonly TrainingDocument[];
}
export interface Progress {
  readonly step: number;
  readonly tokens: number;
  /** Mean over the steps since the last report. */
  readonly loss: number;
  readonly norm: number;
  readonly rate: number;
  readonly tokensPerSecond: number;
  /** Documents longer than a row, left out since the sitting began. */
  readonly tooLong: number;
}
export interface TrainOptions {
  readonly runtime: GraphRuntime;
  readonly model: HyperParameters;
  readonly shape: RowShape;
  readonly stream: DocumentStream;
  readonly seed: number;
  readonly schedule: Schedule;
  /** Positions after which the run is over. */
  readonly plannedTokens: number;
  /** Positions at which its schedule begins; default 0. */
  readonly firstToken?: number;
  readonly resume: Checkpoint | null;
  readonly reportEvery: number;
  readonly checkpointEverySeconds: number;
  readonly onReport: (progress: Progress) => void;
  /** `keep`: a step that is a power of two, to be kept beside the newest checkpoint. */
  readonly onCheckpoint: (checkpoint: Checkpoint, keep: boolean) => Promise<void>;
  /** Stops after the step under way, with a checkpoint. */
  readonly signal?: AbortSignal;
}

/** Resolves with the last checkpoint when the plan is fulfilled or `signal` aborts. Rejects AppError 'internal' if the loss is no longer a number. */
export async function train(options: TrainOptions): Promise<Checkpoint> {
  const { runtime, model, shape, stream, resume } = options;
  if (resume) stream.restore(resume.stream);
  const packer = createPacker(() => stream.nextDocument(), shape.rows, shape.length, resume?.pending);
  const start = resume?.trainer ?? freshState(initialise(model, createRng(options.seed).fork('parameters')));
  const trainer = await openTrainer(runtime, model, shape, start);
  try {
    return await loop(options, trainer, packer);
  } finally {
    await trainer.release();
  }
}

async function loop(options: TrainOptions, trainer: Trainer, packer: Packer): Promise<Checkpoint> {
  const { plannedTokens, firstToken = 0, schedule, stream, resume } = options;
  const began = performance.now() - 1000 * (resume?.seconds ?? 0);
  let tokens = resume?.tokens ?? 0;
  let savedAt = performance.now();
  const window = createWindow();
  const save = async (keep: boolean): Promise<Checkpoint> => {
    const seconds = (performance.now() - began) / 1000;
    const checkpoint = {
      trainer: trainer.state(),
      tokens,
      seconds,
      stream: stream.state(),
      pending: packer.pending(),
    };
    await options.onCheckpoint(checkpoint, keep);
    savedAt = performance.now();
    return checkpoint;
  };
  while (tokens < plannedTokens && !options.signal?.aborted) {
    const step = trainer.state().step + 1;
    const batch = packer.nextBatch();
    const rate = rateAt(schedule, step, (tokens - firstToken) / (plannedTokens - firstToken));
    const { loss, norm } = await trainer.step(batch, rate);
    if (!Number.isFinite(loss)) throw diverged(step, rate);
    tokens += batch.filled;
    window.add(loss, norm, batch.filled);
    if (step % options.reportEvery === 0)
      options.onReport({ step, tokens, rate, tooLong: packer.tooLong(), ...window.close() });
    const power = Number.isInteger(Math.log2(step)) && step >= 64;
    if (power || performance.now() - savedAt > 1000 * options.checkpointEverySeconds) await save(power);
  }
  return save(false);
}

function diverged(step: number, rate: number): AppError {
  return new AppError(
    'internal',
    `The loss is no longer a number at step ${step}. Train again with a lower rate.`,
    {
      step,
      rate,
    },
  );
}

type Window = Pick<Progress, 'loss' | 'norm' | 'tokensPerSecond'>;
/** Means between two reports. */
function createWindow(): { add(loss: number, norm: number, tokens: number): void; close(): Window } {
  let sums = { loss: 0, norm: 0, tokens: 0, steps: 0, since: performance.now() };
  return {
    add: (loss, norm, tokens) => {
      sums.loss += loss;
      sums.norm += norm;
      sums.tokens += tokens;
      sums.steps++;
    },
    close: () => {
      const { loss, norm, tokens, steps, since } = sums;
      const now = performance.now();
      sums = { loss: 0, norm: 0, tokens: 0, steps: 0, since: now };
      return { loss: loss / steps, norm: norm / steps, tokensPerSecond: (1000 * tokens) / (now - since) };
    },
  };
}
