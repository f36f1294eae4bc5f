/**
 * The model that is loaded, and the one that is being loaded. A new one gets an engine of its own, and the old one stays
 * until it is ready: a file that cannot be read costs nothing.
 */
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
  /** Null when unknown. */
  readonly bytes: number | null;
  readonly license: string;
  /** Its file comes with the page; others are opened from disk. */
  readonly organism: boolean;
}
interface Loaded {
  readonly name: string;
  readonly source: ModelSource;
  readonly info: EngineInfo;
  readonly host: RemoteHost;
}
interface Loading {
  readonly name: string;
  readonly source: ModelSource;
  readonly host: RemoteHost;
  readonly progress: LoadProgress | null;
}

export class ModelSlot {
  readonly choices: readonly ModelChoice[];
  loaded = $state.raw<Loaded | null>(null);
  loading = $state.raw<Loading | null>(null);
  /** Of the last load, or of the engine that was lost. */
  failure = $state.raw<Failure | null>(null);
  readonly #openHost: (() => RemoteHost) | null;
  /** What was asked for last: what "load again" loads. */
  #wanted: ModelSource | null = null;

  /** @param openHost starts an engine; null where the page is shown without one. */
  constructor(openHost: (() => RemoteHost) | null, choices: readonly ModelChoice[]) {
    this.#openHost = openHost;
    this.choices = choices;
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

  async load(source: ModelSource): Promise<void> {
    if (this.#openHost === null) return;
    this.#wanted = source;
    this.loading?.host.terminate();
    const host = this.#openHost();
    const mine: Loading = { name: this.#nameOf(source), source, host, progress: null };
    this.loading = mine;
    this.failure = null;
    const isMine = (): boolean => this.loading?.host === host;
    try {
      const info = await host.load(source, { backend: 'auto', threads: 0 }, (progress) => {
        if (isMine()) this.loading = { ...mine, progress };
      });
      if (isMine()) this.#take({ name: mine.name, source, info, host });
    } catch (thrown) {
      host.terminate();
      if (!isMine()) return;
      this.loading = null;
      this.failure = failureOf(AppError.from(thrown));
    }
  }

  async loadAgain(): Promise<void> {
    if (this.#wanted !== null) await this.load(this.#wanted);
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
  }

  #nameOf(source: ModelSource): string {
    if (source.type === 'file') return source.name;
    return this.choices.find((choice) => choice.id === source.id)?.name ?? source.id;
  }
}
