/**
 * A model that is being trained on, and what came of it. The wishes stand in the link; this sends them to a worker of its
 * own and keeps what comes back. It outlives the screen: leaving that stops nothing.
 */
import { AppError } from '#core/app-error.ts';
import type { TunedModel, TuningEvent, TuningFigures, TuningStage } from '#core/tuning.ts';
import type { ModelSource } from '#rpc/protocol.ts';
import type { RemoteTrainer } from '#rpc/trainer-protocol.ts';
import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import type { LossPoint } from './loss-curve.ts';
import type { ModelChoice } from './model-loading.ts';
import { isOwnModel, modelName, ownModelId } from './own-models.svelte.ts';
import type { Play } from './play.svelte.ts';
import { dietOf, isEmpty } from './training-diet.ts';

export interface TrainingParts {
  /** Starts a trainer; null where the page is shown without one. */
  readonly openTrainer: (() => RemoteTrainer) | null;
  /** The organisms and how they stood earlier, the first is the default. */
  readonly parents: readonly ModelChoice[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
}
export interface TrainingProgress {
  readonly tokens: number;
  /** Of training. */
  readonly seconds: number;
  readonly tokensPerSecond: number;
}
interface UnderWay {
  readonly trainer: RemoteTrainer;
  readonly stop: AbortController;
  readonly stopping: boolean;
}
/** What came of a training, until it is kept or thrown away. */
export interface TrainingResult {
  readonly parent: ModelChoice;
  readonly model: TunedModel;
  /** As typed. */
  readonly name: string;
  /** Its id once it is kept. */
  readonly keptAs: string | null;
}
const MEASURE_EVERY_SECONDS = 15;
const UNKEPT = 'Keep the model below or discard it first.';

export class Training {
  stage = $state.raw<TuningStage | null>(null);
  /** How many threads and why, as a clause. */
  threads = $state('');
  progress = $state.raw<TrainingProgress | null>(null);
  curve = $state.raw<readonly LossPoint[]>([]);
  before = $state.raw<TuningFigures | null>(null);
  /** As measured last, and after how many tokens. */
  latest = $state.raw<{ readonly figures: TuningFigures; readonly tokens: number } | null>(null);
  result = $state.raw<TrainingResult | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What just happened, for the status line. */
  said = $state('');
  readonly #play: Play;
  readonly #parts: TrainingParts;
  #run = $state.raw<UnderWay | null>(null);

  /** What can be trained on. */
  parents: readonly ModelChoice[] = $derived.by(() => [
    ...this.#parts.parents,
    ...this.#play.ownModels.choices,
  ]);
  /** The one that the link names; null when there is none of that name. */
  parent: ModelChoice | null = $derived.by(() => {
    const { parent } = this.#play.link;
    return this.parents.find(({ id }) => id === parent) ?? (parent === '' ? (this.parents[0] ?? null) : null);
  });
  isRunning: boolean = $derived.by(() => this.#run !== null);
  isStopping: boolean = $derived.by(() => this.#run?.stopping === true);
  /** Something would be lost with the page. */
  isPrecious: boolean = $derived.by(
    () => this.#run !== null || (this.result !== null && this.result.keptAs === null),
  );
  /** Why it cannot be started; null when it can. */
  startReason: string | null = $derived.by(() => {
    if (this.#parts.openTrainer === null) return 'This page is shown without a trainer.';
    if (this.#run !== null) return 'A model is being trained. Stop it first.';
    if (this.result !== null && this.result.keptAs === null) return UNKEPT;
    if (this.parent === null) return 'The model to go on from is not here. Choose another one.';
    return isEmpty(dietOf(this.#play.link.reads)) ? 'It would read nothing. Move a slider first.' : null;
  });

  constructor(play: Play, parts: TrainingParts) {
    this.#play = play;
    this.#parts = parts;
  }

  /** Resolves when the training has ended, in whatever way. */
  async start(): Promise<void> {
    const { startReason, parent } = this;
    const { openTrainer } = this.#parts;
    if (startReason !== null || parent === null || openTrainer === null) {
      this.said = startReason ?? '';
      return;
    }
    this.#clear();
    const run: UnderWay = { trainer: openTrainer(), stop: new AbortController(), stopping: false };
    this.#run = run;
    this.said = `${parent.name} is being measured before it reads anything.`;
    let draft: TunedModel | null = null;
    try {
      const request = { parent: await this.#source(parent.id), plan: this.#plan(parent) };
      const made = await run.trainer.tune(
        request,
        (event) => {
          if (this.#run?.trainer !== run.trainer) return;
          if (event.type === 'measured') ({ draft } = event);
          this.#take(event);
        },
        run.stop.signal,
      );
      this.#end(run, parent, made, null);
    } catch (thrown) {
      this.#end(run, parent, draft, AppError.from(thrown));
    }
  }

  /** Ends the training; what was learned is measured and offered. */
  stop(): void {
    const run = this.#run;
    if (run === null || run.stopping) return;
    run.stop.abort();
    this.#run = { ...run, stopping: true };
    this.said = 'It stops after this step. What it has learned is measured once more.';
  }

  /** Throws away what is under way or came of it. */
  discard(): void {
    this.#run?.trainer.terminate();
    this.#run = null;
    this.#clear();
    this.said = 'Thrown away. The model that it was made from is as it was.';
  }

  /** @param name as typed; an empty one keeps the name that was proposed. */
  async keep(name: string): Promise<void> {
    const { result } = this;
    if (result === null || result.keptAs !== null) return;
    const { model, parent } = result;
    const kept = {
      ...{ id: ownModelId(this.#parts.newId()), name: modelName(name) || result.name },
      ...{ parent: parent.id, madeAt: this.#parts.now(), bytes: model.file.length },
      ...model,
    };
    try {
      await this.#play.ownModels.save(kept);
      this.result = { ...result, name: kept.name, keptAs: kept.id };
      this.failure = null;
      this.said = `“${kept.name}” is kept in this browser.`;
    } catch (thrown) {
      this.failure = failureOf(AppError.from(thrown));
    }
  }

  dismissFailure(): void {
    this.failure = null;
  }

  #plan({ name }: ModelChoice) {
    const { reads, seconds, tokens, rate, draw, items } = this.#play.link;
    return {
      ...{ diet: dietOf(reads), rate, seed: draw, items, name: proposedName(name) },
      length: tokens > 0 ? { tokens } : { seconds },
      measureEvery: MEASURE_EVERY_SECONDS,
    };
  }

  #source(id: string): Promise<ModelSource> {
    return isOwnModel(id) ? this.#play.ownModels.source(id) : Promise.resolve({ type: 'catalog', id });
  }

  #take(event: TuningEvent): void {
    if (event.type === 'stage') this.stage = event.stage;
    else if (event.type === 'threads') this.threads = event.why;
    else if (event.type === 'progress') {
      const { tokens, seconds, tokensPerSecond, loss } = event;
      this.progress = { tokens, seconds, tokensPerSecond };
      this.curve = [...this.curve, { tokens, loss }];
    } else if (event.tokens === 0) {
      this.before = event.figures;
      this.said = 'Measured. Now it reads.';
    } else this.latest = { figures: event.figures, tokens: event.tokens };
  }

  /** @param made what there is of a model, also when it failed. */
  #end({ trainer }: UnderWay, parent: ModelChoice, made: TunedModel | null, error: AppError | null): void {
    trainer.terminate();
    // It was thrown away meanwhile.
    if (this.#run?.trainer !== trainer) return;
    this.#run = null;
    this.stage = null;
    if (made !== null) this.result = { parent, model: made, name: proposedName(parent.name), keptAs: null };
    if (error?.code === 'aborted') this.said = error.message;
    else if (error !== null) {
      this.failure = failureOf(error);
      this.said = `${this.failure.title}. ${error.message}`;
    } else this.said = 'The training is over. Keep the model, download it or discard it.';
  }

  #clear(): void {
    this.stage = null;
    this.progress = null;
    this.curve = [];
    this.before = null;
    this.latest = null;
    this.result = null;
    this.failure = null;
  }
}

function proposedName(parent: string): string {
  return modelName(`${parent}, trained on`);
}
