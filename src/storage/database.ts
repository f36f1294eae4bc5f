/** The page's IndexedDB database. Opens by itself at the first question. */
import { Dexie } from 'dexie';
import type { Table } from 'dexie';
import { DATABASE_MIGRATIONS } from './migrations/index.ts';
import type { DatabaseMigration } from './migrations/migration.ts';
import type { ComparisonRow, RunTally } from './comparison-row.ts';
import type { MethodItem, ProblemFile } from './method-store.ts';
import type { OwnModelSummary } from './model-store.ts';
import type { RunRow } from './run-row.ts';

export interface TraceRow {
  readonly id: string;
  readonly trace: Uint8Array;
}
export interface ModelFileRow {
  readonly id: string;
  readonly file: Uint8Array<ArrayBuffer>;
}

export class Database extends Dexie {
  declare readonly runs: Table<RunRow, string>;
  declare readonly traces: Table<TraceRow, string>;
  declare readonly models: Table<OwnModelSummary, string>;
  declare readonly modelFiles: Table<ModelFileRow, string>;
  declare readonly methodOutcomes: Table<Omit<MethodItem, 'trace'>, [run: string, item: string]>;
  declare readonly methodTraces: Table<Omit<MethodItem, 'outcome'>, [run: string, item: string]>;
  declare readonly methodRuns: Table<RunTally, string>;
  declare readonly comparisons: Table<ComparisonRow, string>;
  declare readonly problemFiles: Table<ProblemFile, string>;

  constructor(name: string, migrations: readonly DatabaseMigration[] = DATABASE_MIGRATIONS) {
    super(name);
    migrations.forEach(({ tables, upgrade }, i) => {
      const version = this.version(i + 1).stores({ ...tables });
      if (upgrade !== null) version.upgrade(upgrade);
    });
  }
}
