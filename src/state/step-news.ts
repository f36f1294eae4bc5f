/**
 * Tells new steps to those who cannot see them come: each step once, when nothing more is written to it, and never more
 * than one message in a while, so that a fast model does not talk over itself. A run that is opened or replayed is no
 * news. The clock is handed in.
 */
import type { TraceHeader } from '#core/trace/events.ts';
import type { BranchSummary } from './branch-summary.ts';
import type { PageState } from './page-state.svelte.ts';
import type { Playback } from './replay.svelte.ts';
import type { AnswerRow } from './rows.ts';

/** About as long as two steps take to be read out. */
export const BETWEEN_NEWS_MS = 3000;

export class StepNews {
  readonly #page: Pick<PageState, 'live' | 'view'>;
  readonly #tell: (words: string) => void;
  readonly #later: Playback['later'];
  #header: TraceHeader | null = null;
  /** Rows of each branch that were told, or stood there before. */
  readonly #told = new Map<number, number>();
  #callOff: (() => void) | null = null;

  constructor(
    page: Pick<PageState, 'live' | 'view'>,
    tell: (words: string) => void,
    later: Playback['later'],
  ) {
    this.#page = page;
    this.#tell = tell;
    this.#later = later;
  }

  /** To be called whenever the answer has changed. */
  note(): void {
    const { live, view } = this.#page;
    const isOther = live.header !== this.#header;
    this.#header = live.header;
    if (isOther) this.#told.clear();
    if (live.recorded || (isOther && live.opened))
      for (const summary of view.summaries) this.#told.set(summary.branch.id, settled(summary));
    const { summary } = view;
    if (summary === null || this.#callOff !== null) return;
    const { branch, rows } = summary;
    const from = this.#told.get(branch.id) ?? rows.filter(({ to }) => to <= branch.at).length;
    const to = settled(summary);
    this.#told.set(branch.id, Math.max(from, to));
    if (to <= from) return;
    this.#tell(rows.slice(from, to).map(rowNews).join(' '));
    this.#callOff = this.#later(BETWEEN_NEWS_MS, () => {
      this.#callOff = null;
      this.note();
    });
  }

  end(): void {
    this.#callOff?.();
    this.#callOff = null;
  }
}

/** How many rows nothing more is written to. */
function settled({ branch, rows }: BranchSummary): number {
  return Math.max(0, rows.length - (branch.end === null ? 1 : 0));
}

function rowNews({ text, mark }: AnswerRow): string {
  if (mark === null) return text;
  const words = mark.verdict === 'wrong' ? `wrong, ${mark.words}` : mark.words;
  return `${text} ${words}.`;
}
