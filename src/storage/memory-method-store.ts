/** Outcomes of methods kept in memory, for tests and for pages without a database: gone when the page is. */
import { bytesOf } from './comparison-row.ts';
import type { RunTally } from './comparison-row.ts';
import type { MethodItem, MethodStore, ProblemFile } from './method-store.ts';

export class MemoryMethodStore implements MethodStore {
  readonly #items = new Map<string, Map<string, MethodItem>>();
  readonly #files = new Map<string, ProblemFile>();

  save(item: MethodItem): Promise<void> {
    const items = this.#items.get(item.run) ?? new Map<string, MethodItem>();
    this.#items.set(item.run, items.set(item.item, { ...item, trace: item.trace.slice() }));
    return Promise.resolve();
  }
  outcomes(run: string): Promise<readonly string[]> {
    return Promise.resolve([...(this.#items.get(run)?.values() ?? [])].map(({ outcome }) => outcome));
  }
  trace(run: string, item: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return Promise.resolve(this.#items.get(run)?.get(item)?.trace.slice() ?? null);
  }
  erase(run: string): Promise<void> {
    this.#items.delete(run);
    return Promise.resolve();
  }
  /** Of every run. */
  tallies(): RunTally[] {
    return [...this.#items].map(([run, items]) => {
      const bytes = [...items.values()].reduce((sum, item) => sum + bytesOf(item), 0);
      return { run, items: items.size, bytes };
    });
  }
  saveFile(file: ProblemFile): Promise<void> {
    this.#files.set(file.id, file);
    return Promise.resolve();
  }
  file(id: string): Promise<ProblemFile | null> {
    return Promise.resolve(this.#files.get(id) ?? null);
  }
}
