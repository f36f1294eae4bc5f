/** From a trace to what is kept of it: title, preview and bytes. Pure. */
import type { Trace, TraceEvent } from '#core/trace/events.ts';
import { EMPTY_VIEW, appendEvents } from '#core/trace/fold.ts';
import type { TraceView } from '#core/trace/fold.ts';
import { canonicalJson, joinTrace } from '#core/trace/serialise.ts';
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
export function recordOf(trace: Trace, identity: RunIdentity, now: number): StoredRun {
  return new RunRecorder().record(trace, identity, now);
}

/** What was made of a trace that has grown since. */
interface Made {
  readonly events: readonly TraceEvent[];
  /** Each event as JSON. */
  readonly texts: readonly string[];
  readonly view: TraceView;
  readonly summaries: BranchSummaries;
}

/** For a run that is saved again and again: what was made of its first events is kept, and only new ones are worked on. */
export class RunRecorder {
  #made: Made | null = null;

  /** Throws as `recordOf` does. */
  record(trace: Trace, { id, createdAt, title }: RunIdentity, now: number): StoredRun {
    const { problem, model } = trace.header;
    const { texts, view, summaries } = this.#grow(trace);
    const branches = summaries.of(view.branches);
    const bytes = new TextEncoder().encode(joinTrace(trace.header, texts));
    return {
      id,
      createdAt,
      updatedAt: now,
      title: plainTitle(title ?? '') || titleOf(problem.text),
      problem: problem.text,
      model: model.id,
      sha256: model.sha256,
      branches: branches.length,
      preview: previewOf(branches),
      bytes: bytes.length,
      trace: bytes,
    };
  }

  #grow({ header, events }: Trace): Made {
    const before = this.#made !== null && begins(events, this.#made.events) ? this.#made : null;
    const fresh = events.slice(before?.events.length ?? 0);
    this.#made = {
      events: events.slice(),
      texts: [...(before?.texts ?? []), ...fresh.map(canonicalJson)],
      view: appendEvents(before?.view ?? EMPTY_VIEW, fresh),
      summaries: before?.summaries ?? new BranchSummaries(rebuild(header.problem.generated)),
    };
    return this.#made;
  }
}

/** Events are values: the same objects mean the same. */
function begins(events: readonly TraceEvent[], first: readonly TraceEvent[]): boolean {
  return first.length <= events.length && first.every((event, i) => event === events[i]);
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
