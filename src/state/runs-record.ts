/** From a trace to what is kept of it: title, preview and bytes. Pure. */
import type { Trace } from '#core/trace/events.ts';
import { foldTrace } from '#core/trace/fold.ts';
import { serialiseTrace } from '#core/trace/serialise.ts';
import type { RunPreview, StoredRun } from '#storage/run-store.ts';
import { BranchSummaries } from './branch-summary.ts';
import type { BranchSummary } from './branch-summary.ts';
import { plainTitle } from './plain-title.ts';
import { rebuild } from './problem-draft.svelte.ts';

const TITLE_CHARACTERS = 60;
/** Bars and answers that a preview has room for. */
const PREVIEW_ROWS = 24;
const PREVIEW_ANSWERS = 6;
const ANSWER_CHARACTERS = 40;

export interface RunIdentity {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** As the user named it; null: the first words of the problem. */
  readonly title: string | null;
}

/** Throws AppError 'bad-input' when the header names a generated problem that there is not. */
export function recordOf(trace: Trace, { id, createdAt, title }: RunIdentity, now: number): StoredRun {
  const { problem, model } = trace.header;
  const summaries = new BranchSummaries(rebuild(problem.generated)).of(foldTrace(trace.events).branches);
  const bytes = new TextEncoder().encode(serialiseTrace(trace));
  return {
    id,
    createdAt,
    updatedAt: now,
    title: plainTitle(title ?? '') || titleOf(problem.text),
    problem: problem.text,
    model: model.id,
    sha256: model.sha256,
    branches: summaries.length,
    preview: previewOf(summaries),
    bytes: bytes.length,
    trace: bytes,
  };
}

/** The first words of the problem. */
export function titleOf(problem: string): string {
  const line = plainTitle(problem);
  if (line === '') return 'Without a problem';
  if (line.length <= TITLE_CHARACTERS) return line;
  const cut = line.slice(0, TITLE_CHARACTERS);
  const space = cut.lastIndexOf(' ');
  return `${space > TITLE_CHARACTERS / 2 ? cut.slice(0, space) : cut} …`;
}

function previewOf(summaries: readonly BranchSummary[]): RunPreview {
  const rows = summaries.at(-1)?.rows ?? [];
  return {
    certainty: rows.flatMap(({ meanCertainty }) => meanCertainty ?? []).slice(0, PREVIEW_ROWS),
    answers: summaries
      .flatMap(({ answer, mark }) =>
        answer === null
          ? []
          : [{ value: answer.slice(0, ANSWER_CHARACTERS), verdict: mark?.verdict ?? null }],
      )
      .slice(-PREVIEW_ANSWERS),
  };
}
