/**
 * Where runs are kept. One interface, several homes: IndexedDB (dexie-run-store.ts) and memory (memory-run-store.ts);
 * both pass tests/contract/run-store.ts. Every method rejects with AppError 'storage-full' or 'storage-unavailable'.
 */
export type RunVerdict = 'right' | 'wrong' | 'follows';

/** A run as a list shows it, without its trace. Times are milliseconds since 1970. */
export interface RunSummary {
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly title: string;
  readonly problem: string;
  readonly model: string;
  /** Of the model file. */
  readonly sha256: string;
  readonly branches: number;
  readonly preview: RunPreview;
  /** Size of the trace. */
  readonly bytes: number;
}
export interface RunPreview {
  /** Mean self-certainty of each row of the last branch, nats. */
  readonly certainty: readonly number[];
  /** Final answers of the last branches, in order of birth. */
  readonly answers: readonly RunAnswer[];
}
export interface RunAnswer {
  readonly value: string;
  /** Null where no checker knows the problem. */
  readonly verdict: RunVerdict | null;
}
export interface StoredRun extends RunSummary {
  /** The serialised trace (core/trace/serialise.ts), UTF-8. */
  readonly trace: Uint8Array;
}
/** Bytes, as the browser estimates them for the whole origin. */
export interface StorageUse {
  readonly used: number;
  readonly quota: number;
  /** The browser has promised not to clear it by itself. */
  readonly persisted: boolean;
}

export interface RunStore {
  /**
   * Adds or replaces; a run that was removed is back again. The title counts for a new run only: after that, `rename`
   * alone changes it. A save that fails leaves what was kept before.
   */
  save(run: StoredRun): Promise<void>;
  /** Null when there is none, or it was removed. */
  get(id: string): Promise<StoredRun | null>;
  /** Newest first. Every word of `query` must be in title, problem or model, in either case. */
  list(query: string): Promise<readonly RunSummary[]>;
  /** Does nothing when there is no such run. */
  rename(id: string, title: string): Promise<void>;
  /** Hides the run until it is restored or purged. @param now milliseconds since 1970 */
  remove(id: string, now: number): Promise<void>;
  restore(id: string): Promise<void>;
  /** Deletes for good and at once: where there is no room, even hiding a run may take too much. */
  erase(id: string): Promise<void>;
  /** Deletes for good what was removed at `until` or before. */
  purge(until: number): Promise<void>;
  /** Null where the browser does not say. */
  use(): Promise<StorageUse | null>;
  /** Asks the browser, once for this page, not to clear the runs by itself; true when it promises. */
  persist(): Promise<boolean>;
}
