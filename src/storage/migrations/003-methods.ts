/** Outcomes of methods, problem by problem, their traces apart from them, and the files of problems that were read. */
import type { DatabaseMigration } from './migration.ts';

export const methods: DatabaseMigration = {
  tables: { methodOutcomes: '[run+item], run', methodTraces: '[run+item], run', problemFiles: 'id' },
  upgrade: null,
};
