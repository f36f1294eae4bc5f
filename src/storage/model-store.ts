/**
 * Where models that were made here are kept. One interface, two homes: IndexedDB (dexie-model-store.ts) and memory
 * (memory-model-store.ts); both pass tests/contract/model-store.ts. Every method rejects with AppError 'storage-full' or
 * 'storage-unavailable'.
 */
import type { TuningFigures, TuningSettings } from '#core/tuning.ts';

/** A model as a list shows it, without its file. */
export interface OwnModelSummary {
  /** `own-…`, so that it is none of the catalog's. */
  readonly id: string;
  readonly name: string;
  /** Id of the model that it was made from: the catalog's, a checkpoint's or another own one's. */
  readonly parent: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** Of the file, lower-case hexadecimal. */
  readonly sha256: string;
  /** Size of the file. */
  readonly bytes: number;
  readonly license: string;
  readonly settings: TuningSettings;
  readonly before: TuningFigures;
  readonly after: TuningFigures;
}
export interface OwnModel extends OwnModelSummary {
  /** The GGUF file. */
  readonly file: Uint8Array<ArrayBuffer>;
}

export interface ModelStore {
  /** Adds or replaces. A save that fails leaves what was kept before. */
  save(model: OwnModel): Promise<void>;
  /** Null when there is none. */
  get(id: string): Promise<OwnModel | null>;
  /** Newest first. */
  list(): Promise<readonly OwnModelSummary[]>;
  /** Does nothing when there is no such model. */
  rename(id: string, name: string): Promise<void>;
  /** For good and at once; who wants it back saves it again. */
  erase(id: string): Promise<void>;
}

export function newestFirst(models: readonly OwnModelSummary[]): OwnModelSummary[] {
  return [...models].sort((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? -1 : 1));
}
