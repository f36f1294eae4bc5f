/** What is kept of a run besides its trace, and how a list is made of it. Pure. */
import type { RunSummary } from './run-store.ts';

export interface RunRow extends RunSummary {
  /** Milliseconds since 1970; null while the run is listed. */
  readonly removedAt: number | null;
}

export function summaryOf({ removedAt: _, ...summary }: RunRow): RunSummary {
  return summary;
}

/** After a save. The name that a run was given stays: another tab may have renamed it since the saver last looked. */
export function rowAfter(saved: RunSummary, kept: RunRow | undefined): RunRow {
  return { ...saved, title: kept?.title ?? saved.title, removedAt: null };
}

export function listRows(rows: readonly RunRow[], query: string): RunSummary[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows
    .filter((row) => row.removedAt === null && matches(row, words))
    .sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1))
    .map(summaryOf);
}

function matches({ title, problem, model }: RunRow, words: readonly string[]): boolean {
  const text = `${title}\n${problem}\n${model}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
