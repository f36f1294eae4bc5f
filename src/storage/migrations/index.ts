/**
 * Entry i brings the database from version i to i + 1, so the list has no gaps by construction and its length is the
 * present version. Entries are never edited or removed: add 005-….ts and put it at the end.
 */
import { runs } from './001-runs.ts';
import { models } from './002-models.ts';
import { methods } from './003-methods.ts';
import { comparisons } from './004-comparisons.ts';
import type { DatabaseMigration } from './migration.ts';

export const DATABASE_MIGRATIONS: readonly DatabaseMigration[] = [runs, models, methods, comparisons];
