/**
 * Where the outcomes of methods are kept, problem by problem, so that a reload loses nothing and a run goes on where it was.
 * One interface, two homes: IndexedDB (dexie-method-store.ts) and memory (memory-method-store.ts); both pass
 * tests/contract/method-store.ts. Every method rejects with AppError 'storage-full' or 'storage-unavailable'.
 */
export interface MethodItem {
  /** Everything on which the outcome depends, as one text: equal texts have equal outcomes. */
  readonly run: string;
  /** The problem's id. */
  readonly item: string;
  /** What the method came to, as JSON. */
  readonly outcome: string;
  /** The packed trace. */
  readonly trace: Uint8Array<ArrayBuffer>;
}
/** A file of problems, as it was read. */
export interface ProblemFile {
  /** What links call it by. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

export interface MethodStore {
  /** Adds or replaces one problem of a run, its trace with it. */
  save(item: MethodItem): Promise<void>;
  /** Of every problem of the run, in no order. */
  outcomes(run: string): Promise<readonly string[]>;
  /** Null when it is not kept. */
  trace(run: string, item: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Every problem of the run, for good. */
  erase(run: string): Promise<void>;
  saveFile(file: ProblemFile): Promise<void>;
  /** Null when it is not kept. */
  file(id: string): Promise<ProblemFile | null>;
}
