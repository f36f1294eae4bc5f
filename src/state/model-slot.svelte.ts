/**
 * The model that is loaded, the one that is being loaded, and the file that is being considered. Each has an engine of its
 * own, and the old one stays until the new one is ready: a file that cannot be read, or is declined, costs nothing.
 */
import { AppError } from '#core/app-error.ts';
import type { OfferedModel } from '#engine/catalog.ts';
import type { EngineInfo } from '#engine/types.ts';
import type { ModelSource, RemoteHost } from '#rpc/protocol.ts';
import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import type { EngineChoice, LoadEnd, Loaded, Loading, ModelChoice, Offer } from './model-loading.ts';
import { cardById, makerName } from './model-names.ts';
import { isOwnModel } from './own-models.svelte.ts';
import type { OwnModels } from './own-models.svelte.ts';
import { Pace } from './pace.ts';
import { isWebLlmModel } from './web-llm-models.svelte.ts';
import type { WebLlmModels } from './web-llm-models.svelte.ts';

export class ModelSlot {
  /** The models that this project knows. */
  readonly catalog: readonly OfferedModel[];
  loaded = $state.raw<Loaded | null>(null);
  loading = $state.raw<Loading | null>(null);
  offer = $state.raw<Offer | null>(null);
  /** Of the last load, or of the engine that was lost. */
  failure = $state.raw<Failure | null>(null);
  readonly #openHost: (() => RemoteHost) | null;
  /** What was asked for last: what "load again" loads. */
  #wanted: { readonly source: ModelSource; readonly engine: EngineChoice } | null = null;
  /** Of the last load that was asked for: what an earlier one still waits for must not end it. */
  #turn = 0;
  readonly #own: OwnModels;
  readonly #webLlm: WebLlmModels;
  readonly #now: () => number;
  readonly #threads: number;

  /**
   * @param openHost starts an engine; null where the page is shown without one.
   * @param kinds the models that were made here, and those of web-llm.
   * @param now milliseconds, for the time that is left.
   * @param threads of an engine; 0: measured at start.
   */
  constructor(
    openHost: (() => RemoteHost) | null,
    catalog: readonly OfferedModel[],
    kinds: { readonly own: OwnModels; readonly webLlm: WebLlmModels },
    now: () => number,
    threads = 0,
  ) {
    this.#openHost = openHost;
    this.catalog = catalog;
    this.#own = kinds.own;
    this.#webLlm = kinds.webLlm;
    this.#now = now;
    this.#threads = threads;
  }

  /** What can be loaded by its id: the catalog's, then what was made here. */
  get choices(): readonly ModelChoice[] {
    return [...this.catalog, ...this.#own.choices];
  }

  /** What wrote a run, for people: the file decides, whatever the run calls it. */
  makerOf(run: { readonly id: string; readonly sha256: string }): string {
    return makerName(this.catalog, this.#own.list, run);
  }

  get info(): EngineInfo | null {
    return this.loaded?.info ?? null;
  }
  get host(): RemoteHost | null {
    return this.loaded?.host ?? null;
  }
  /** What is loaded or on its way. */
  get source(): ModelSource | null {
    return this.loading?.source ?? this.loaded?.source ?? null;
  }
  /** What to do when a lever wants a model and there is none. */
  get advice(): string {
    if (this.loading !== null) return `${this.loading.name} is loading. It can act in a moment.`;
    return 'No model is loaded. Choose one at the top, or drop a GGUF file on the page.';
  }

  /** Reads what the file is; it waits in `offer` until it is accepted or declined. */
  async consider(file: File): Promise<void> {
    if (this.#openHost === null) return;
    this.decline();
    const host = this.#openHost();
    this.offer = { file, host, report: null };
    this.failure = null;
    const isMine = (): boolean => this.offer?.host === host;
    try {
      const report = await host.report(file);
      if (isMine()) this.offer = { file, host, report };
    } catch (thrown) {
      host.terminate();
      if (!isMine()) return;
      this.offer = null;
      this.failure = failureOf(AppError.from(thrown));
    }
  }

  decline(): void {
    this.offer?.host.terminate();
    this.offer = null;
  }

  async accept(): Promise<LoadEnd> {
    const { offer } = this;
    if (offer === null) return 'left';
    this.offer = null;
    const { file, host } = offer;
    return this.#loadInto(host, { type: 'file', name: file.name, file }, 'auto');
  }

  async load(source: ModelSource, engine: EngineChoice = 'auto'): Promise<LoadEnd> {
    if (this.#openHost === null) return 'left';
    return this.#loadInto(this.#openHost(), source, engine);
  }

  /** By id: one of the catalog, one that was made here, or one of web-llm. */
  async loadById(id: string): Promise<LoadEnd> {
    const kind = isOwnModel(id) ? this.#own : isWebLlmModel(id) ? this.#webLlm : null;
    if (kind === null) return this.load({ type: 'catalog', id });
    const turn = (this.#turn += 1);
    try {
      const source = await kind.source(id);
      return turn === this.#turn ? await this.load(source) : 'left';
    } catch (thrown) {
      if (turn !== this.#turn) return 'left';
      this.failure = failureOf(AppError.from(thrown));
      return 'failed';
    }
  }

  async #loadInto(host: RemoteHost, source: ModelSource, engine: EngineChoice): Promise<LoadEnd> {
    this.#turn += 1;
    this.#wanted = { source, engine };
    this.loading?.host.terminate();
    const mine: Loading = { name: this.#nameOf(source), source, host, progress: null, secondsLeft: null };
    this.loading = mine;
    this.failure = null;
    const pace = new Pace();
    const isMine = (): boolean => this.loading?.host === host;
    try {
      const info = await host.load(source, { backend: engine, threads: this.#threads }, (progress) => {
        if (isMine()) this.loading = { ...mine, progress, secondsLeft: pace.left(progress, this.#now()) };
      });
      if (!isMine()) return 'left';
      this.#take({ name: mine.name, source, info, host });
      return 'ready';
    } catch (thrown) {
      host.terminate();
      if (!isMine()) return 'left';
      this.loading = null;
      this.failure = failureOf(AppError.from(thrown));
      return 'failed';
    }
  }

  /** What was loaded before stays. */
  stopLoading(): void {
    this.#turn += 1;
    this.loading?.host.terminate();
    this.loading = null;
  }

  /** Ends the engine, which gives its memory back. */
  unload(): void {
    this.loaded?.host.terminate();
    this.loaded = null;
    this.failure = null;
  }

  async loadAgain(): Promise<LoadEnd> {
    return this.#wanted === null ? 'left' : this.load(this.#wanted.source, this.#wanted.engine);
  }

  /** The engine of the loaded model is gone. */
  lose(error: AppError): void {
    this.loaded?.host.terminate();
    this.loaded = null;
    this.failure = failureOf(error);
  }

  dismissFailure(): void {
    this.failure = null;
  }

  #take(loaded: Loaded): void {
    this.loaded?.host.terminate();
    this.loaded = loaded;
    this.loading = null;
    void loaded.host.died.then((error) => {
      if (this.loaded === loaded) this.lose(error);
    });
  }

  #nameOf(source: ModelSource): string {
    if (source.type !== 'catalog') return source.name;
    return cardById(this.catalog, source.id)?.name ?? source.id;
  }
}
