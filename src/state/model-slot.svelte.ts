/** The one model that is loaded, being loaded, or failed to load; and the engine that holds it. */
import { AppError } from '#core/app-error.ts';
import type { EngineInfo } from '#engine/types.ts';
import type { LoadProgress, ModelSource, RemoteHost } from '#rpc/protocol.ts';
import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';

export type { LoadProgress };

/** A model of the catalog, as the picker shows it. */
export interface ModelChoice {
  readonly id: string;
  readonly name: string;
  /** What it is, in a line. */
  readonly about: string;
  readonly bytes: number;
  readonly license: string;
}
export type SlotState =
  | { readonly type: 'none' }
  | { readonly type: 'loading'; readonly name: string; readonly progress: LoadProgress | null }
  | { readonly type: 'ready'; readonly name: string; readonly info: EngineInfo }
  | { readonly type: 'failed'; readonly name: string; readonly failure: Failure };

export class ModelSlot {
  readonly choices: readonly ModelChoice[];
  state = $state.raw<SlotState>({ type: 'none' });
  /** What was asked for last: what "load again" loads. */
  source = $state.raw<ModelSource | null>(null);
  readonly #openHost: (() => RemoteHost) | null;
  #host: RemoteHost | null = null;
  #loads = 0;

  /** @param openHost starts an engine; null where the page is shown without one. */
  constructor(openHost: (() => RemoteHost) | null, choices: readonly ModelChoice[]) {
    this.#openHost = openHost;
    this.choices = choices;
  }

  get ready(): boolean {
    return this.state.type === 'ready';
  }
  get info(): EngineInfo | null {
    return this.state.type === 'ready' ? this.state.info : null;
  }
  /** The engine that holds the ready model. */
  get host(): RemoteHost | null {
    return this.ready ? this.#host : null;
  }
  /** What to do when a lever wants a model and there is none. */
  get advice(): string {
    if (this.state.type === 'loading') return `${this.state.name} is loading. It can act in a moment.`;
    if (this.state.type === 'failed')
      return `${this.state.name} could not be loaded. Choose a model at the top.`;
    return 'No model is loaded. Choose one at the top, or drop a GGUF file on the page.';
  }

  async load(source: ModelSource): Promise<void> {
    if (this.#openHost === null) return;
    const mine = ++this.#loads;
    const name = this.#nameOf(source);
    const stale = (): boolean => mine !== this.#loads;
    this.source = source;
    this.state = { type: 'loading', name, progress: null };
    try {
      this.#host ??= this.#openHost();
      const info = await this.#host.load(source, { backend: 'auto', threads: 0 }, (progress) => {
        if (!stale()) this.state = { type: 'loading', name, progress };
      });
      if (!stale()) this.state = { type: 'ready', name, info };
    } catch (thrown) {
      if (!stale()) this.fail(AppError.from(thrown), name);
    }
  }

  async loadAgain(): Promise<void> {
    if (this.source !== null) await this.load(this.source);
  }

  /** Notes that the engine is gone or the load failed; a lost engine is replaced at the next load. */
  fail(error: AppError, name = this.state.type === 'none' ? 'The model' : this.state.name): void {
    if (error.code === 'worker-lost' || error.code === 'device-lost') this.closeEngine();
    this.state = { type: 'failed', name, failure: failureOf(error) };
  }

  closeEngine(): void {
    this.#host?.terminate();
    this.#host = null;
  }

  #nameOf(source: ModelSource): string {
    if (source.type === 'file') return source.name;
    return this.choices.find((choice) => choice.id === source.id)?.name ?? source.id;
  }
}
