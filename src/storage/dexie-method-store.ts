/** Outcomes of methods kept in IndexedDB. An outcome, its trace and the run's tally are written in one transaction. */
import { bytesOf } from './comparison-row.ts';
import type { Database } from './database.ts';
import type { MethodItem, MethodStore, ProblemFile } from './method-store.ts';
import { tried } from './storage-error.ts';

export class DexieMethodStore implements MethodStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save({ run, item, outcome, trace }: MethodItem): Promise<void> {
    const { methodOutcomes, methodTraces, methodRuns } = this.#database;
    return tried(() =>
      this.#database.transaction('rw', methodOutcomes, methodTraces, methodRuns, async () => {
        const tally = (await methodRuns.get(run)) ?? { run, items: 0, bytes: 0 };
        const before = await this.#sizeOf(run, item);
        await methodTraces.put({ run, item, trace });
        await methodOutcomes.put({ run, item, outcome });
        await methodRuns.put({
          run,
          items: tally.items + (before === null ? 1 : 0),
          bytes: tally.bytes - (before ?? 0) + bytesOf({ outcome, trace }),
        });
      }),
    );
  }
  outcomes(run: string): Promise<readonly string[]> {
    return tried(async () => {
      const rows = await this.#database.methodOutcomes.where({ run }).toArray();
      return rows.map(({ outcome }) => outcome);
    });
  }
  trace(run: string, item: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return tried(async () => (await this.#database.methodTraces.get([run, item]))?.trace ?? null);
  }
  erase(run: string): Promise<void> {
    const { methodOutcomes, methodTraces, methodRuns } = this.#database;
    return tried(() =>
      this.#database.transaction('rw', methodOutcomes, methodTraces, methodRuns, async () => {
        await methodOutcomes.where({ run }).delete();
        await methodTraces.where({ run }).delete();
        await methodRuns.delete(run);
      }),
    );
  }
  saveFile(file: ProblemFile): Promise<void> {
    return tried(async () => {
      await this.#database.problemFiles.put(file);
    });
  }
  file(id: string): Promise<ProblemFile | null> {
    return tried(async () => (await this.#database.problemFiles.get(id)) ?? null);
  }

  /** Null when it is not kept. */
  async #sizeOf(run: string, item: string): Promise<number | null> {
    const { methodOutcomes, methodTraces } = this.#database;
    const outcome = await methodOutcomes.get([run, item]);
    const kept = await methodTraces.get([run, item]);
    return outcome === undefined || kept === undefined ? null : bytesOf({ ...outcome, ...kept });
  }
}
