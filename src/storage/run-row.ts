/** What is kept of a run besides its trace, and how a list is made of it. Pure. */
import type { RunSummary } from './run-store.ts';
import { matchesWords, wordsOf } from './search-words.ts';

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
  const words = wordsOf(query);
  return rows
    .filter((row) => row.removedAt === null && matchesWords(searched(row), words))
    .sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1))
    .map(summaryOf);
}
function searched({ title, problem, model }: RunRow): string {
  return `${title}\n${problem}\n${model}`;
}
