/** What is kept of a comparison of methods, and how a list is made of it. Pure. */
import type { Comparison, ComparisonSummary } from './comparison-store.ts';
import type { MethodItem } from './method-store.ts';
import { matchesWords, wordsOf } from './search-words.ts';

export interface ComparisonRow extends Comparison {
  /** Milliseconds since 1970; null while it is listed. */
  readonly removedAt: number | null;
}
/** What the outcomes of one run come to, so that a list reads none of them. */
export interface RunTally {
  readonly run: string;
  /** Problems that are kept. */
  readonly items: number;
  readonly bytes: number;
}

/** Close to what it takes: nearly every character of an outcome is one byte. */
export function bytesOf({ outcome, trace }: Pick<MethodItem, 'outcome' | 'trace'>): number {
  return outcome.length + trace.length;
}

/** After a save. */
export function comparisonAfter(saved: Comparison, kept: ComparisonRow | undefined): ComparisonRow {
  if (kept === undefined) return { ...saved, removedAt: null };
  const { title, createdAt } = kept;
  const beside = [...new Set([...kept.beside, ...saved.beside])];
  return { ...saved, title, createdAt, beside, removedAt: null };
}

export function listComparisons(
  rows: readonly ComparisonRow[],
  tallies: readonly RunTally[],
  query: string,
): ComparisonSummary[] {
  const words = wordsOf(query);
  const byRun = new Map(tallies.map((tally) => [tally.run, tally]));
  return rows
    .filter((row) => row.removedAt === null && matchesWords(searched(row), words))
    .sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1))
    .map(({ removedAt: _, ...row }) => ({ ...row, ...sumsOf(row, byRun) }));
}
function searched({ title, methods, problems, model }: Comparison): string {
  return [title, ...methods, problems, model].join('\n');
}
function sumsOf(
  { runs, beside, count }: Comparison,
  byRun: ReadonlyMap<string, RunTally>,
): Pick<ComparisonSummary, 'done' | 'bytes'> {
  const itemsOf = (run: string): number => Math.min(count, byRun.get(run)?.items ?? 0);
  const all = new Set([...runs, ...beside]);
  return {
    done: runs.reduce((sum, run) => sum + itemsOf(run), 0),
    bytes: [...all].reduce((sum, run) => sum + (byRun.get(run)?.bytes ?? 0), 0),
  };
}

/** Runs that go with these comparisons: no other one has them. */
export function runsOnlyOf(gone: readonly Comparison[], staying: readonly Comparison[]): string[] {
  const needed = runsOf(staying);
  return [...runsOf(gone)].filter((run) => !needed.has(run));
}

export function runsOf(comparisons: readonly Comparison[]): Set<string> {
  return new Set(comparisons.flatMap(({ runs, beside }) => [...runs, ...beside]));
}
