/** Which methods were compared on what, and what the outcomes of each run come to, which earlier versions did not count. */
import type { DatabaseMigration } from './migration.ts';

interface Tally {
  readonly run: string;
  readonly items: number;
  readonly bytes: number;
}

export const comparisons: DatabaseMigration = {
  tables: { comparisons: 'id, updatedAt', methodRuns: 'run' },
  upgrade: async (transaction) => {
    const tallies = new Map<string, Tally>();
    const add = (run: string, items: number, bytes: number): void => {
      const before = tallies.get(run);
      tallies.set(run, { run, items: (before?.items ?? 0) + items, bytes: (before?.bytes ?? 0) + bytes });
    };
    await transaction
      .table<{ run: string; outcome: string }>('methodOutcomes')
      .each(({ run, outcome }) => add(run, 1, outcome.length));
    await transaction
      .table<{ run: string; trace: Uint8Array }>('methodTraces')
      .each(({ run, trace }) => add(run, 0, trace.length));
    await transaction.table<Tally>('methodRuns').bulkPut([...tallies.values()]);
  },
};
