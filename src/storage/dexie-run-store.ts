/** Runs kept in IndexedDB. A run and its trace are written in one transaction, so a crash leaves the old or the new. */
import type { Database } from './database.ts';
import { listRows, rowAfter, summaryOf } from './run-row.ts';
import type { RunRow } from './run-row.ts';
import type { RunStore, RunSummary, StorageUse, StoredRun } from './run-store.ts';
import { tried } from './storage-error.ts';

export class DexieRunStore implements RunStore {
  readonly #database: Database;
  readonly #storage: StorageManager | null;
  #asked: Promise<boolean> | null = null;

  /** @param storage navigator.storage; null where there is none (pages without a secure origin). */
  constructor(database: Database, storage: StorageManager | null) {
    this.#database = database;
    this.#storage = storage;
  }

  save({ trace, ...summary }: StoredRun): Promise<void> {
    const { runs, traces } = this.#database;
    return tried(() =>
      this.#database.transaction('rw', runs, traces, async () => {
        const kept = await runs.get(summary.id);
        await traces.put({ id: summary.id, trace });
        await runs.put(rowAfter(summary, kept));
      }),
    );
  }
  get(id: string): Promise<StoredRun | null> {
    const { runs, traces } = this.#database;
    return tried(() =>
      this.#database.transaction('r', runs, traces, async () => {
        const row = await runs.get(id);
        const kept = await traces.get(id);
        if (row === undefined || kept === undefined || row.removedAt !== null) return null;
        return { ...summaryOf(row), trace: kept.trace };
      }),
    );
  }
  list(query: string): Promise<readonly RunSummary[]> {
    return tried(async () => listRows(await this.#database.runs.toArray(), query));
  }
  rename(id: string, title: string): Promise<void> {
    return this.#change(id, { title });
  }
  remove(id: string, now: number): Promise<void> {
    return this.#change(id, { removedAt: now });
  }
  restore(id: string): Promise<void> {
    return this.#change(id, { removedAt: null });
  }
  erase(id: string): Promise<void> {
    const { runs, traces } = this.#database;
    return tried(() =>
      this.#database.transaction('rw', runs, traces, async () => {
        await runs.delete(id);
        await traces.delete(id);
      }),
    );
  }
  purge(until: number): Promise<void> {
    const { runs, traces } = this.#database;
    const isDue = ({ removedAt }: RunRow): boolean => removedAt !== null && removedAt <= until;
    return tried(() =>
      this.#database.transaction('rw', runs, traces, async () => {
        const due = await runs.filter(isDue).primaryKeys();
        await runs.bulkDelete(due);
        await traces.bulkDelete(due);
      }),
    );
  }
  use(): Promise<StorageUse | null> {
    const storage = this.#storage;
    if (storage === null) return Promise.resolve(null);
    return tried(async () => {
      const { usage, quota } = await storage.estimate();
      if (usage === undefined || quota === undefined) return null;
      return { used: usage, quota, persisted: await storage.persisted() };
    });
  }
  persist(): Promise<boolean> {
    const storage = this.#storage;
    if (storage === null) return Promise.resolve(false);
    this.#asked ??= tried(async () => (await storage.persisted()) || storage.persist());
    return this.#asked;
  }

  #change(id: string, change: Partial<Pick<RunRow, 'title' | 'removedAt'>>): Promise<void> {
    return tried(async () => {
      await this.#database.runs.update(id, change);
    });
  }
}
