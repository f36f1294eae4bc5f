/** Runs and, apart from them so that a list reads no trace, their traces. */
import type { DatabaseMigration } from './migration.ts';

export const runs: DatabaseMigration = {
  tables: { runs: 'id, updatedAt', traces: 'id' },
  upgrade: null,
};
