/**
 * Training on: an organism's file, a diet and a length in; the file of another model out, with figures of both. The rate
 * is constant after a short warm-up, so that the model depends on seed and tokens alone, however the end came: by plan, by
 * time or by being stopped. It knows neither worker nor engine: what measures is handed in.
 */
import { AppError } from '#core/app-error.ts';
import type { TunedModel, TuningEvent, TuningFigures, TuningPlan } from '#core/tuning.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { sha256 } from '#engine/sha256.ts';
import type { RowShape } from './decoder-forward.ts';
import { dietWords, mixOf } from './diet.ts';
import { documentStream } from './documents.ts';
import { exportGguf } from './export-gguf.ts';
import { importGguf } from './import-gguf.ts';
import type { ImportedOrganism } from './import-gguf.ts';
import { ROW_LENGTH } from './organism-shape.ts';
import { train } from './train.ts';
import type { Checkpoint } from './train.ts';
import { freshState } from './trainer.ts';

export interface TrainOnOptions {
  readonly runtime: GraphRuntime;
  /** The GGUF file to go on from. */
  readonly parent: Uint8Array;
  readonly plan: TuningPlan;
  /** Rejects 'aborted' when `signal`, if it is handed one, ends it. */
  readonly measure: (file: Uint8Array, signal?: AbortSignal) => Promise<TuningFigures>;
  readonly onEvent: (event: TuningEvent) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /**
   * Ends the training after the step under way, and measuring at once; what was learned until then is measured and comes
   * back, so the last measurement alone cannot be stopped.
   */
  readonly signal: AbortSignal;
}
/** Many small steps: a minute on a laptop is a few hundred of them. */
const SHAPE: RowShape = { rows: 4, length: ROW_LENGTH };
const WARM_UP_STEPS = 20;
const REPORT_EVERY = 4;

/** Rejects AppError 'bad-input' for an empty diet, 'aborted' when stopped before the first step, and what importing rejects. */
export async function trainOn(options: TrainOnOptions): Promise<TunedModel> {
  const { parent, plan, measure, onEvent, signal } = options;
  const mix = mixOf(plan.diet);
  const organism = await importGguf(fromBytes(parent));
  onEvent({ type: 'stage', stage: 'measuring' });
  const before = await unlessStopped(measure(parent, signal), signal);
  if (before === null) throw stoppedAtOnce();
  onEvent({ type: 'measured', tokens: 0, figures: before, draft: null });
  onEvent({ type: 'stage', stage: 'starting' });
  const stream = documentStream({ mix, seed: plan.seed, tokenizer: organism.tokenizer });
  const pace = createPace(options);
  const draftAt = (checkpoint: Checkpoint, stop?: AbortSignal) =>
    pace.paused(() => draftOf(options, organism, { before, checkpoint, stop }));
  const end = await train({
    ...{ runtime: options.runtime, model: organism.model, shape: SHAPE, stream, seed: plan.seed },
    schedule: { peak: plan.rate, warmUpSteps: WARM_UP_STEPS, holdUntil: 0, rest: 1 },
    plannedTokens: 'tokens' in plan.length ? plan.length.tokens : Infinity,
    resume: {
      ...{ trainer: freshState(organism.parameters), tokens: 0, seconds: 0 },
      ...{ stream: stream.state(), pending: [] },
    },
    reportEvery: REPORT_EVERY,
    checkpointEverySeconds: plan.measureEvery,
    onReport: pace.report,
    onCheckpoint: async (checkpoint) => {
      if (pace.isOver(checkpoint.tokens) || pace.sinceMeasured() < plan.measureEvery) return;
      const draft = await unlessStopped(draftAt(checkpoint, signal), signal);
      if (draft !== null) onEvent({ type: 'stage', stage: 'training' });
    },
    signal: pace.signal,
  });
  if (end.tokens === 0) throw stoppedAtOnce();
  return draftAt(end);
}

function stoppedAtOnce(): AppError {
  return new AppError('aborted', 'Stopped before anything was read. Start it again.');
}

/** Null where it was stopped meanwhile, however it ended. */
async function unlessStopped<T>(task: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    const result = await task;
    return signal.aborted ? null : result;
  } catch (thrown) {
    if (signal.aborted) return null;
    throw thrown;
  }
}

interface Moment {
  readonly before: TuningFigures;
  readonly checkpoint: Checkpoint;
  readonly stop: AbortSignal | undefined;
}

/** Measures the model as it stands, and tells. */
async function draftOf(
  { plan, measure, onEvent }: TrainOnOptions,
  organism: ImportedOrganism,
  { before, checkpoint: { trainer, tokens }, stop }: Moment,
): Promise<TunedModel> {
  onEvent({ type: 'stage', stage: 'measuring' });
  const { provenance } = organism;
  const file = exportGguf({
    ...organism,
    parameters: trainer.parameters,
    provenance: {
      ...{ name: plan.name, license: provenance.license, seed: plan.seed },
      mix: `${provenance.mix}; then ${dietWords(plan.diet)}`,
      step: provenance.step + trainer.step,
      tokens: provenance.tokens + tokens,
    },
  });
  const { diet, rate, seed } = plan;
  const draft = {
    file,
    sha256: await sha256(fromBytes(file)),
    license: provenance.license,
    settings: { diet, rate, seed, tokens },
    before,
    after: await measure(file, stop),
  };
  onEvent({ type: 'measured', tokens, figures: draft.after, draft });
  return draft;
}

interface Pace {
  readonly signal: AbortSignal;
  readonly report: (progress: { step: number; tokens: number; loss: number }) => void;
  /** Seconds of training since the last measurement. */
  sinceMeasured(): number;
  /** Stopped, or as long as was planned. */
  isOver(tokens: number): boolean;
  /** Does something that is no training. */
  paused<T>(deed: () => Promise<T>): Promise<T>;
}

/** Tells the time of training alone, and ends it in time. */
function createPace({ plan: { length }, onEvent, now, signal }: TrainOnOptions): Pace {
  const stop = new AbortController();
  if (signal.aborted) stop.abort();
  else signal.addEventListener('abort', () => stop.abort(), { once: true });
  let began: number | null = null;
  let [pauses, measuredAt, last] = [0, 0, { tokens: 0, seconds: 0 }];
  const seconds = (): number => (began === null ? 0 : (now() - began) / 1000 - pauses);
  return {
    signal: stop.signal,
    isOver: (tokens) => stop.signal.aborted || ('tokens' in length && tokens >= length.tokens),
    sinceMeasured: () => seconds() - measuredAt,
    report: ({ step, tokens, loss }) => {
      if (began === null) {
        began = now();
        onEvent({ type: 'stage', stage: 'training' });
      }
      const at = seconds();
      const tokensPerSecond = at > last.seconds ? (tokens - last.tokens) / (at - last.seconds) : 0;
      onEvent({ type: 'progress', step, tokens, seconds: at, loss, tokensPerSecond });
      last = { tokens, seconds: at };
      if ('seconds' in length && at >= length.seconds) stop.abort();
    },
    paused: async (deed) => {
      const start = now();
      try {
        return await deed();
      } finally {
        pauses += (now() - start) / 1000;
        measuredAt = seconds();
      }
    },
  };
}
