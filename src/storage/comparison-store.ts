/**
 * Where it is written down which methods were compared on what, so that a comparison is found again: its outcomes are kept
 * apart (method-store.ts), and several comparisons may share some. One interface, two homes: IndexedDB
 * (dexie-comparison-store.ts) and memory (memory-comparison-store.ts); both pass tests/contract/comparison-store.ts. Every
 * method rejects with AppError 'storage-full' or 'storage-unavailable'.
 */
export interface Comparison {
  /** What is asked, as one text; how many problems does not count, so that a larger set is the same comparison. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The name that it was given; '' while it goes by its methods. */
  readonly title: string;
  /** In words, by column. */
  readonly methods: readonly string[];
  /** Which problems, in words, without how many. */
  readonly problems: string;
  /** How many of them. */
  readonly count: number;
  /** As traces name it. */
  readonly model: string;
  /** Of the model file. */
  readonly sha256: string;
  readonly backend: string;
  /** What the address says of it, without '#'. */
  readonly link: string;
  /** What the outcomes of its methods are kept by; only of those that the model can follow. */
  readonly runs: readonly string[];
  /** The same of what stands beside them: greedy answers and samples. */
  readonly beside: readonly string[];
}
/** A comparison as a list shows it. */
export interface ComparisonSummary extends Comparison {
  /** Problems that its methods have finished, each counted on its own; at most `count` times as many as there are `runs`. */
  readonly done: number;
  /** What its outcomes and traces take, those that it shares included. */
  readonly bytes: number;
}

export interface ComparisonStore {
  /**
   * Adds or replaces; one that was removed is back again. Name and age stay: `rename` alone changes a name. What stood beside
   * it before still belongs to it.
   */
  keep(comparison: Comparison): Promise<void>;
  /** Newest first. Every word of `query` must be in title, methods, problems or model, in either case. */
  list(query: string): Promise<readonly ComparisonSummary[]>;
  /** Does nothing when there is none. */
  rename(id: string, title: string): Promise<void>;
  /** Hides it until it is restored or purged. @param now milliseconds since 1970 */
  remove(id: string, now: number): Promise<void>;
  restore(id: string): Promise<void>;
  /** Deletes for good and at once, with the outcomes that no other comparison has. */
  erase(id: string): Promise<void>;
  /** Deletes for good what was removed at `until` or before, with the outcomes that no other comparison has. */
  purge(until: number): Promise<void>;
  /**
   * What the outcomes of all comparisons but this one are kept by, also of those that were removed and can be restored.
   * @param id null for those of all
   */
  runsOfOthers(id: string | null): Promise<ReadonlySet<string>>;
  /** What all outcomes and traces take. */
  bytes(): Promise<number>;
}
