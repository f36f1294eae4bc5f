/** Comparisons of methods kept in IndexedDB. What goes for good goes with its outcomes in one transaction. */
import { comparisonAfter, listComparisons, runsOf, runsOnlyOf } from './comparison-row.ts';
import type { ComparisonRow } from './comparison-row.ts';
import type { Comparison, ComparisonStore, ComparisonSummary } from './comparison-store.ts';
import type { Database } from './database.ts';
import { DexieMethodStore } from './dexie-method-store.ts';
import { tried } from './storage-error.ts';

export class DexieComparisonStore implements ComparisonStore {
  readonly #database: Database;
  readonly #outcomes: DexieMethodStore;

  constructor(database: Database) {
    this.#database = database;
    this.#outcomes = new DexieMethodStore(database);
  }

  keep(comparison: Comparison): Promise<void> {
    const { comparisons } = this.#database;
    return tried(() =>
      this.#database.transaction('rw', comparisons, async () => {
        await comparisons.put(comparisonAfter(comparison, await comparisons.get(comparison.id)));
      }),
    );
  }
  list(query: string): Promise<readonly ComparisonSummary[]> {
    const { comparisons, methodRuns } = this.#database;
    return tried(() =>
      this.#database.transaction('r', comparisons, methodRuns, async () =>
        listComparisons(await comparisons.toArray(), await methodRuns.toArray(), query),
      ),
    );
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
    return this.#erase((row) => row.id === id);
  }
  purge(until: number): Promise<void> {
    return this.#erase(({ removedAt }) => removedAt !== null && removedAt <= until);
  }
  runsOfOthers(id: string | null): Promise<ReadonlySet<string>> {
    return tried(async () => {
      const rows = await this.#database.comparisons.toArray();
      return runsOf(rows.filter((row) => row.id !== id));
    });
  }
  bytes(): Promise<number> {
    return tried(async () => {
      const tallies = await this.#database.methodRuns.toArray();
      return tallies.reduce((sum, { bytes }) => sum + bytes, 0);
    });
  }

  #change(id: string, change: Partial<Pick<ComparisonRow, 'title' | 'removedAt'>>): Promise<void> {
    return tried(async () => {
      await this.#database.comparisons.update(id, change);
    });
  }
  #erase(isDue: (row: ComparisonRow) => boolean): Promise<void> {
    const { comparisons, methodOutcomes, methodTraces, methodRuns } = this.#database;
    const tables = [comparisons, methodOutcomes, methodTraces, methodRuns];
    return tried(() =>
      this.#database.transaction('rw', tables, async () => {
        const rows = await comparisons.toArray();
        const gone = rows.filter(isDue);
        const staying = rows.filter((row) => !isDue(row));
        for (const run of runsOnlyOf(gone, staying)) await this.#outcomes.erase(run);
        await comparisons.bulkDelete(gone.map(({ id }) => id));
      }),
    );
  }
}
