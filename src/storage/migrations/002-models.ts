/** Models that were made here and, apart from them so that a list reads no weights, their files. */
import type { DatabaseMigration } from './migration.ts';

export const models: DatabaseMigration = {
  tables: { models: 'id, madeAt', modelFiles: 'id' },
  upgrade: null,
};
