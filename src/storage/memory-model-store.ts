/** Own models kept in memory, for tests: gone when the page is. */
import { newestFirst } from './model-store.ts';
import type { ModelStore, OwnModel, OwnModelSummary } from './model-store.ts';

export class MemoryModelStore implements ModelStore {
  readonly #models = new Map<string, OwnModel>();

  save(model: OwnModel): Promise<void> {
    this.#models.set(model.id, { ...model, file: model.file.slice() });
    return Promise.resolve();
  }
  get(id: string): Promise<OwnModel | null> {
    const model = this.#models.get(id);
    return Promise.resolve(model === undefined ? null : { ...model, file: model.file.slice() });
  }
  list(): Promise<readonly OwnModelSummary[]> {
    return Promise.resolve(newestFirst([...this.#models.values()].map(({ file: _, ...rest }) => rest)));
  }
  rename(id: string, name: string): Promise<void> {
    const model = this.#models.get(id);
    if (model !== undefined) this.#models.set(id, { ...model, name });
    return Promise.resolve();
  }
  erase(id: string): Promise<void> {
    this.#models.delete(id);
    return Promise.resolve();
  }
}
