/** Runs kept in memory, for tests and for pages without a database: gone when the page is. */
import { listRows, rowAfter, summaryOf } from './run-row.ts';
import type { RunRow } from './run-row.ts';
import type { RunStore, RunSummary, StorageUse, StoredRun } from './run-store.ts';

export class MemoryRunStore implements RunStore {
  readonly #rows = new Map<string, RunRow>();
  readonly #traces = new Map<string, Uint8Array>();

  save({ trace, ...summary }: StoredRun): Promise<void> {
    this.#rows.set(summary.id, rowAfter(summary, this.#rows.get(summary.id)));
    this.#traces.set(summary.id, trace.slice());
    return Promise.resolve();
  }
  get(id: string): Promise<StoredRun | null> {
    const row = this.#rows.get(id);
    const trace = this.#traces.get(id);
    if (row === undefined || trace === undefined || row.removedAt !== null) return Promise.resolve(null);
    return Promise.resolve({ ...summaryOf(row), trace: trace.slice() });
  }
  list(query: string): Promise<readonly RunSummary[]> {
    return Promise.resolve(listRows([...this.#rows.values()], query));
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
    this.#rows.delete(id);
    this.#traces.delete(id);
    return Promise.resolve();
  }
  async purge(until: number): Promise<void> {
    for (const { id, removedAt } of [...this.#rows.values()])
      if (removedAt !== null && removedAt <= until) await this.erase(id);
  }
  use(): Promise<StorageUse | null> {
    return Promise.resolve(null);
  }
  persist(): Promise<boolean> {
    return Promise.resolve(false);
  }

  #change(id: string, change: Partial<Pick<RunRow, 'title' | 'removedAt'>>): Promise<void> {
    const row = this.#rows.get(id);
    if (row !== undefined) this.#rows.set(id, { ...row, ...change });
    return Promise.resolve();
  }
}
