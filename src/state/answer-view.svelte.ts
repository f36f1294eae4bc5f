/** What of the trace is on screen: the selected branch, its rows and tokens, and the selected token. */
import { untrack } from 'svelte';
import type { BranchView } from '#core/trace/branch-view.ts';
import type { TokenEvent } from '#core/trace/events.ts';
import { BranchSummaries } from './branch-summary.ts';
import type { BranchSummary } from './branch-summary.ts';
import { branchTree, nearestShown } from './branch-tree.ts';
import type { BranchTree } from './branch-tree.ts';
import { rowCorrections } from './corrections.ts';
import type { RowCorrection } from './corrections.ts';
import { drawRows } from './drawn-rows.ts';
import type { DrawnRow } from './drawn-rows.ts';
import type { LiveTrace } from './live-trace.svelte.ts';
import { rebuild } from './problem-draft.svelte.ts';
import { rowOfToken, stepRows } from './rows.ts';
import type { AnswerRow } from './rows.ts';
import { timelineEvents } from './timeline-events.ts';
import type { TimelineEvent } from './timeline-events.ts';
import type { TokenRange } from './token-range.ts';

export class AnswerView {
  readonly #live: LiveTrace;
  branchId = $state(0);
  tokenIndex = $state<number | null>(null);
  #brushed = $state.raw<{ readonly range: TokenRange; readonly branchId: number } | null>(null);

  constructor(live: LiveTrace) {
    this.#live = live;
  }

  #summaries = $derived.by(() => new BranchSummaries(rebuild(this.#live.header?.problem.generated ?? null)));
  summaries: readonly BranchSummary[] = $derived.by(() => this.#summaries.of(this.#live.view.branches));
  tree: BranchTree = $derived(branchTree(this.summaries));
  /** All but what was pruned. */
  shown: readonly BranchSummary[] = $derived(
    this.summaries.filter(({ branch }) => !this.tree.hidden.has(branch.id)),
  );
  summary: BranchSummary | null = $derived(this.summaries[this.branchId] ?? null);
  branch: BranchView | null = $derived(this.summary?.branch ?? null);
  rows: readonly AnswerRow[] = $derived(this.summary?.rows ?? []);
  /** Rows that nothing more is written to: all but the last one of a branch that is being written. */
  #settled: number = $derived(Math.max(0, this.rows.length - (this.branch?.end === null ? 1 : 0)));
  /**
   * At the index of each settled row: what it corrects, or null. Found anew when a row settles, not with every token:
   * finding takes some milliseconds.
   */
  corrections: readonly (RowCorrection | null)[] = $derived.by(() => {
    void this.#live.header;
    void this.branchId;
    const count = this.#settled;
    return untrack(() => rowCorrections(this.rows.slice(0, count)));
  });
  steps: readonly AnswerRow[] = $derived(stepRows(this.rows));
  tokens: readonly TokenEvent[] = $derived(this.branch?.tokens ?? []);
  /** Tokens of the branch on screen that the reader has marked out; null while they do not stand there. */
  range: TokenRange | null = $derived.by(() => {
    const brushed = this.#brushed;
    const stands = brushed?.branchId === this.branchId && brushed.range.to <= this.tokens.length;
    return stands ? brushed.range : null;
  });
  /** What happened to this branch's text, in order of place. */
  events: readonly TimelineEvent[] = $derived.by(() =>
    this.branch === null
      ? []
      : timelineEvents(this.#live.view.branches, this.branch, this.rows, this.corrections),
  );
  #drawn: readonly DrawnRow[] = [];
  drawn: readonly DrawnRow[] = $derived.by(
    () => (this.#drawn = drawRows(this.rows, this.tokens, this.#drawn)),
  );
  token: TokenEvent | null = $derived(
    this.tokenIndex === null ? null : (this.tokens[this.tokenIndex] ?? null),
  );
  tokenRow: AnswerRow | null = $derived(
    this.tokenIndex === null ? null : rowOfToken(this.rows, this.tokenIndex),
  );

  selectToken(index: number | null): void {
    this.tokenIndex = index;
  }
  selectRange(range: TokenRange | null): void {
    this.#brushed = range === null ? null : { range, branchId: this.branchId };
  }
  selectBranch(id: number): void {
    this.branchId = id;
    if (this.token === null) this.tokenIndex = null;
  }
  /** The youngest branch that is in sight, as when a run is opened. */
  selectLatest(): void {
    this.selectBranch(this.shown.at(-1)?.branch.id ?? 0);
  }
  /** Leaves a branch that was pruned for the nearest one that was not. */
  keepInSight(): void {
    if (!this.tree.hidden.has(this.branchId)) return;
    const nearest = nearestShown(this.#live.view.branches, this.tree.hidden, this.branchId);
    if (nearest !== null) this.selectBranch(nearest);
  }
  /** Shows a branch that leaves its parent at `at`: a selected token before that stays selected. */
  follow(id: number, at: number): void {
    if (this.branchId === id) return;
    this.branchId = id;
    if (this.tokenIndex !== null && this.tokenIndex > at) this.tokenIndex = null;
  }
}
