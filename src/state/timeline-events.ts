/** What happened to an answer and where, for the timeline: text that was not the model's own, turns, corrections. Pure. */
import type { BranchView } from '#core/trace/branch-view.ts';
import type { ForcedKind, TokenEvent } from '#core/trace/events.ts';
import type { RowCorrection } from './corrections.ts';
import { speakable, textOf } from './glyphs.ts';
import { plantedNote } from './plants.ts';
import type { AnswerRow } from './rows.ts';

export const TIMELINE_KINDS = ['injected', 'planted', 'edited', 'chosen', 'withdrawn', 'correction'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];
export interface TimelineEvent {
  readonly kind: TimelineKind;
  /** Token before which it stands or which it begins at. */
  readonly at: number;
  readonly words: string;
}

const FORCED_KINDS: Readonly<Record<ForcedKind, TimelineKind>> = {
  marker: 'injected',
  planted: 'planted',
  edited: 'edited',
  chosen: 'chosen',
};

/**
 * In order of place.
 * @param corrections at the index of each row
 */
export function timelineEvents(
  branches: readonly BranchView[],
  branch: BranchView,
  rows: readonly AnswerRow[],
  corrections: readonly (RowCorrection | null)[],
): TimelineEvent[] {
  const corrected = rows.flatMap((row, i): TimelineEvent[] => {
    const correction = corrections[i] ?? null;
    return correction === null ? [] : [{ kind: 'correction', at: row.from, words: correction.words }];
  });
  return [...withdrawals(branches, branch), ...forcedRuns(branch.tokens, rows), ...corrected].sort(
    (a, b) => a.at - b.at,
  );
}

/** A row with planted text begins a run of its own: of planted lines, the right ones before the wrong one are only given. */
function forcedRuns(tokens: readonly TokenEvent[], rows: readonly AnswerRow[]): TimelineEvent[] {
  const starts = new Map(rows.map((row) => [row.from, row]));
  const events: TimelineEvent[] = [];
  let before: ForcedKind | null = null;
  for (const [at, { forced }] of tokens.entries()) {
    const row = starts.get(at);
    const begins = forced !== null && (forced !== before || (forced === 'planted' && row !== undefined));
    before = forced;
    if (!begins || (row !== undefined && plantedNote(row)?.word === 'given')) continue;
    const kind = FORCED_KINDS[forced];
    events.push({ kind, at, words: `${kind} “${forcedText(tokens, at)}”` });
  }
  return events;
}

function forcedText(tokens: readonly TokenEvent[], from: number): string {
  const kind = tokens[from]?.forced;
  let to = from;
  while (to < tokens.length && tokens[to]?.forced === kind) to += 1;
  const text = speakable(textOf(tokens.slice(from, to)).trim().split('\n', 1)[0] ?? '');
  return text.length > 60 ? `${text.slice(0, 60)} …` : text;
}

/** Where this branch, and those that it comes from, took back what their parent had written. */
function withdrawals(branches: readonly BranchView[], branch: BranchView): TimelineEvent[] {
  const events: TimelineEvent[] = [];
  let limit = branch.length;
  for (let one: BranchView | undefined = branch; one !== undefined; one = branches[one.parent ?? -1]) {
    const parent: BranchView | undefined = branches[one.parent ?? -1];
    const isSeen = one === branch || one.at < limit;
    if (parent !== undefined && isSeen && parent.textLength > one.at)
      events.push({
        kind: 'withdrawn',
        at: one.at,
        words: `withdrew ${parent.textLength - one.at} tokens: ${one.label}`,
      });
    limit = Math.min(limit, one.at);
  }
  return events;
}
