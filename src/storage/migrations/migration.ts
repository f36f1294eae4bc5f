/** One step of the database's schema. */
import type { Transaction } from 'dexie';

export interface DatabaseMigration {
  /** Tables that change: their primary key and indexes in Dexie's words, or null for a table that goes. */
  readonly tables: Readonly<Record<string, string | null>>;
  /** Brings rows of the version before to this one; null when only tables or indexes change. */
  readonly upgrade: ((transaction: Transaction) => Promise<void>) | null;
}
