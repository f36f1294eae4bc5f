/**
 * The Compare screen's state: up to three models that are given the same problem and the same treatment at once. All of
 * what is asked stands in the address (url.ts), so that the link is the comparison; seed, difficulty, temperature and
 * colour are those of the whole page.
 */
import type { AlignedRow } from './compare-rows.ts';
import { alignRows } from './compare-rows.ts';
import type { CompareColumn } from './compare-column.svelte.ts';
import { CompareColumns } from './compare-columns.svelte.ts';
import { openAnswer } from './compare-open.ts';
import { samePlan } from './compare-plan.ts';
import type { ComparePlan } from './compare-plan.ts';
import { CompareSetup } from './compare-setup.svelte.ts';
import { answersWords, talliesWords } from './compare-words.ts';
import type { Play } from './play.svelte.ts';
import type { Playback } from './replay.svelte.ts';
import { scaleFor } from './signals.ts';
import type { SignalScale } from './signals.ts';

/** Milliseconds on another screen after which the engines are ended. */
export const REST_AFTER_MS = 60_000;

export class Compare {
  readonly setup: CompareSetup;
  readonly models: CompareColumns;
  /** Ends what the models are at; null while they rest. */
  running = $state.raw<AbortController | null>(null);
  /** What just happened, for the status line. */
  said = $state('');
  /** What the last tally was of: the first of its problems. */
  tallied = $state.raw<ComparePlan | null>(null);
  readonly #play: Play;
  readonly #later: Playback['later'];
  #callOff: (() => void) | null = null;

  /** @param later calls a deed after so many milliseconds; returns what calls it off. */
  constructor(play: Play, later: Playback['later']) {
    this.#play = play;
    this.#later = later;
    this.setup = new CompareSetup(play);
    this.models = new CompareColumns(play, (words) => this.say(words));
  }

  get columns(): readonly CompareColumn[] {
    return this.models.list;
  }
  /** Why Run cannot act; null when it can. */
  reason: string | null = $derived.by(() => {
    if (this.running !== null) return 'The models are at work. Stop them first.';
    return this.columns.length === 0 ? 'No model is chosen. Add one first.' : this.setup.issue;
  });
  rows: readonly AlignedRow[] = $derived.by(() =>
    alignRows(this.columns.map(({ answer }) => answer?.view.rows ?? [])),
  );
  scale: SignalScale = $derived.by(() =>
    scaleFor(
      this.#play.link.signal,
      this.columns.flatMap(({ answer }) => answer?.view.tokens ?? []),
    ),
  );
  /** What the answers on screen were made with; null while there are none. */
  shown: ComparePlan | null = $derived.by(
    () => this.columns.find(({ answer }) => answer !== null)?.answer?.plan ?? null,
  );
  /** The answers on screen are to what is asked now. */
  isCurrent: boolean = $derived.by(() => this.shown !== null && samePlan(this.shown, this.setup.plan));

  // The screen

  /** Nothing is loaded before it is run. */
  async enter(): Promise<void> {
    this.#callOff?.();
    this.#callOff = null;
    await this.followLink();
  }
  leave(): void {
    this.#callOff = this.#later(REST_AFTER_MS, () => {
      this.stop();
      for (const column of this.columns) column.rest();
    });
  }
  /** The address was changed by hand or by going back. */
  async followLink(): Promise<void> {
    const { linkProblems } = this.#play;
    this.setup.followLink();
    const said = [...linkProblems, ...(await this.models.follow())];
    if (said.length > 0) this.said = said.join(' ');
  }

  // Runs

  async run(): Promise<void> {
    const { plan } = this.setup;
    const isDone = await this.#together((column, signal) => column.solve(plan, signal));
    if (isDone) this.said = answersWords(this.columns) || 'No model could answer. Each says why.';
  }
  async tally(): Promise<void> {
    const { tallyPlans, plan } = this.setup;
    if (this.reason === null) this.tallied = plan;
    const isDone = await this.#together((column, signal) => column.count(tallyPlans, signal));
    if (isDone) this.said = talliesWords(this.columns) || 'No model could answer. Each says why.';
  }
  stop(): void {
    if (this.running === null) return;
    this.running.abort();
    this.said = 'Stopping at the next token.';
  }
  say(words: string): void {
    this.said = words;
  }

  /** Puts the answer on the Play screen; false, with the reason said, while it cannot. */
  openInPlay(column: CompareColumn): boolean {
    const issue = openAnswer(this.#play, column);
    if (issue !== null) this.say(issue);
    return issue === null;
  }

  /** True when all came to their end without being stopped. */
  async #together(deed: (column: CompareColumn, signal: AbortSignal) => Promise<void>): Promise<boolean> {
    if (this.reason !== null) {
      this.say(this.reason);
      return false;
    }
    const stop = new AbortController();
    this.running = stop;
    this.said = 'The models are at work. Esc stops them.';
    await Promise.all(this.columns.map((column) => deed(column, stop.signal)));
    this.running = null;
    if (stop.signal.aborted) this.said = 'Stopped. What is written stays.';
    return !stop.signal.aborted;
  }
}
