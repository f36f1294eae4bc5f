/**
 * The models that were made here: the list, and what can be done with it. Without a store (tests, the gallery) there are
 * none. What it asks of the store rejects with the store's AppError; lists that fail stand in `failure`.
 */
import { AppError } from '#core/app-error.ts';
import type { ModelSource } from '#rpc/protocol.ts';
import type { ModelStore, OwnModel, OwnModelSummary } from '#storage/model-store.ts';
import type { ModelChoice } from './model-loading.ts';
import { plainTitle } from './plain-title.ts';

const PREFIX = 'own-';
const LONGEST_NAME = 80;

export function isOwnModel(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** @param unique letters and digits that no other model has. */
export function ownModelId(unique: string): string {
  return `${PREFIX}${unique}`;
}

export class OwnModels {
  list = $state.raw<readonly OwnModelSummary[]>([]);
  /** Erased last, and still to be had back. */
  erased = $state.raw<OwnModel | null>(null);
  failure = $state.raw<AppError | null>(null);
  /** As the model picker shows them. */
  choices: readonly ModelChoice[] = $derived.by(() => this.list.map(choiceOf));
  readonly #store: ModelStore | null;

  constructor(store: ModelStore | null) {
    this.#store = store;
  }

  async refresh(): Promise<void> {
    try {
      this.list = (await this.#store?.list()) ?? [];
      this.failure = null;
    } catch (thrown) {
      this.failure = AppError.from(thrown);
    }
  }

  async save(model: OwnModel): Promise<void> {
    if (this.#store === null)
      throw new AppError('storage-unavailable', 'This page keeps no models. Download the model instead.');
    await this.#store.save(model);
    await this.refresh();
  }

  /** An empty name changes nothing. */
  async rename(id: string, typed: string): Promise<void> {
    const name = modelName(typed);
    if (name !== '') await this.#store?.rename(id, name);
    await this.refresh();
  }

  async erase(id: string): Promise<void> {
    const model = await this.#find(id);
    await this.#store?.erase(id);
    this.erased = model;
    await this.refresh();
  }
  /** Brings back what was erased last. */
  async undo(): Promise<void> {
    if (this.erased === null) return;
    await this.save(this.erased);
    this.erased = null;
  }

  /** What the engine loads. Rejects AppError 'model-missing'. */
  async source(id: string): Promise<ModelSource> {
    const { name, file } = await this.#find(id);
    return { type: 'own', id, name, file: new Blob([file]) };
  }

  /** For downloads. Rejects AppError 'model-missing'. */
  async file(id: string): Promise<{ readonly name: string; readonly blob: Blob }> {
    const { name, file } = await this.#find(id);
    return { name: fileName(name), blob: new Blob([file]) };
  }

  async #find(id: string): Promise<OwnModel> {
    const model = (await this.#store?.get(id)) ?? null;
    if (model !== null) return model;
    throw new AppError(
      'model-missing',
      'The model that was asked for is not kept in this browser. Choose another one, or open its downloaded file.',
      { id },
    );
  }
}

/** As typed, on one line and not too long. */
export function modelName(typed: string): string {
  return plainTitle(typed).slice(0, LONGEST_NAME);
}

/** “Waits now” → “waits-now.gguf”. */
export function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${plain || 'model'}.gguf`;
}

function choiceOf({ id, name, parent, bytes, license, settings }: OwnModelSummary): ModelChoice {
  const read = `${Math.round(settings.tokens / 1000).toLocaleString('en')} thousand tokens`;
  return { id, name, about: `Made here from ${parent}, with ${read} more.`, bytes, license, organism: true };
}
