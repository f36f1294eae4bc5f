/** Own models kept in IndexedDB. A model and its file are written in one transaction, so a crash leaves both or neither. */
import type { Database } from './database.ts';
import { newestFirst } from './model-store.ts';
import type { ModelStore, OwnModel, OwnModelSummary } from './model-store.ts';
import { tried } from './storage-error.ts';

export class DexieModelStore implements ModelStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save({ file, ...summary }: OwnModel): Promise<void> {
    const { models, modelFiles } = this.#database;
    return tried(() =>
      this.#database.transaction('rw', models, modelFiles, async () => {
        await modelFiles.put({ id: summary.id, file });
        await models.put(summary);
      }),
    );
  }
  get(id: string): Promise<OwnModel | null> {
    const { models, modelFiles } = this.#database;
    return tried(() =>
      this.#database.transaction('r', models, modelFiles, async () => {
        const summary = await models.get(id);
        const kept = await modelFiles.get(id);
        return summary === undefined || kept === undefined ? null : { ...summary, file: kept.file };
      }),
    );
  }
  list(): Promise<readonly OwnModelSummary[]> {
    return tried(async () => newestFirst(await this.#database.models.toArray()));
  }
  rename(id: string, name: string): Promise<void> {
    return tried(async () => {
      await this.#database.models.update(id, { name });
    });
  }
  erase(id: string): Promise<void> {
    const { models, modelFiles } = this.#database;
    return tried(() =>
      this.#database.transaction('rw', models, modelFiles, async () => {
        await models.delete(id);
        await modelFiles.delete(id);
      }),
    );
  }
}
