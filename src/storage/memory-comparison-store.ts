/** Comparisons of methods kept in memory, for tests: gone when the page is. */
import { comparisonAfter, listComparisons, runsOf, runsOnlyOf } from './comparison-row.ts';
import type { ComparisonRow } from './comparison-row.ts';
import type { Comparison, ComparisonStore, ComparisonSummary } from './comparison-store.ts';
import type { MemoryMethodStore } from './memory-method-store.ts';

export class MemoryComparisonStore implements ComparisonStore {
  readonly #outcomes: MemoryMethodStore;
  readonly #rows = new Map<string, ComparisonRow>();

  /** @param outcomes those that the comparisons are of */
  constructor(outcomes: MemoryMethodStore) {
    this.#outcomes = outcomes;
  }

  keep(comparison: Comparison): Promise<void> {
    this.#rows.set(comparison.id, comparisonAfter(comparison, this.#rows.get(comparison.id)));
    return Promise.resolve();
  }
  list(query: string): Promise<readonly ComparisonSummary[]> {
    return Promise.resolve(listComparisons([...this.#rows.values()], this.#outcomes.tallies(), query));
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
    return Promise.resolve(runsOf([...this.#rows.values()].filter((row) => row.id !== id)));
  }
  bytes(): Promise<number> {
    return Promise.resolve(this.#outcomes.tallies().reduce((sum, { bytes }) => sum + bytes, 0));
  }

  #change(id: string, change: Partial<Pick<ComparisonRow, 'title' | 'removedAt'>>): Promise<void> {
    const row = this.#rows.get(id);
    if (row !== undefined) this.#rows.set(id, { ...row, ...change });
    return Promise.resolve();
  }
  async #erase(isDue: (row: ComparisonRow) => boolean): Promise<void> {
    const rows = [...this.#rows.values()];
    const gone = rows.filter(isDue);
    const staying = rows.filter((row) => !isDue(row));
    for (const run of runsOnlyOf(gone, staying)) await this.#outcomes.erase(run);
    for (const { id } of gone) this.#rows.delete(id);
  }
}
