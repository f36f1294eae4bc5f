/**
 * What the reader makes of branches: names, pins, pruning. Each is a note at the end of the trace, undone by another
 * one: nothing is ever removed. No model is needed. Pruned samples still vote, since they were drawn.
 */
import type { TraceHeader } from '#core/trace/events.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import { shownWith } from './branch-tree.ts';
import { REPLAYING } from './levers.ts';
import type { PageState } from './page-state.svelte.ts';
import { WRITING } from './runs-open.ts';

export const MAX_NAME_CHARACTERS = 200;
const RECORDED = 'A recorded run stays as it is. Press Generate for one of your own.';
const ONLY_ONE = 'This would leave nothing on screen. Make another branch first.';

interface Note {
  readonly name: string | null;
  readonly pinned: boolean;
  readonly pruned: boolean;
}
interface Deed {
  readonly trace: TraceHeader;
  readonly branch: number;
  readonly before: Note;
  /** "the name of branch 2". */
  readonly what: string;
  /** "Pruned 3 branches.": worth a button to undo it; null for what is as easily done the other way round. */
  readonly offer: string | null;
  /** What was on screen before it, and after it. */
  readonly screen: { readonly before: number; readonly after: number };
}

export class BranchNotes {
  readonly #page: PageState;
  #deeds = $state.raw<readonly Deed[]>([]);

  constructor(page: PageState) {
    this.#page = page;
  }

  /** Why no branch can be noted on; null when it can. */
  get reason(): string | null {
    if (this.#page.live.recorded) return RECORDED;
    return this.#page.replay?.atEnd === false ? REPLAYING : null;
  }
  /** What was pruned last, in words, while it can be undone. */
  get offer(): string | null {
    return this.#last?.offer ?? null;
  }
  get canUndo(): boolean {
    return this.#last !== null && this.reason === null;
  }
  /** Of the trace on screen. */
  get #last(): Deed | null {
    const last = this.#deeds.at(-1) ?? null;
    return last?.trace === this.#page.live.header ? last : null;
  }

  pruneReason(id: number): string | null {
    if (this.reason !== null) return this.reason;
    if (this.#page.running !== null) return WRITING;
    const { view, live } = this.#page;
    return shownWith(live.view.branches, view.tree.hidden, id) === view.shown.length ? ONLY_ONE : null;
  }

  /** An empty name, or the label itself: it goes by its label again. */
  rename(id: number, typed: string): void {
    const branch = this.#branch(id);
    if (branch === null) return;
    const wanted = typed.trim().slice(0, MAX_NAME_CHARACTERS).trim();
    const name = wanted === '' || wanted === branch.label ? null : wanted;
    if (name === branch.givenName || this.#refused(this.reason)) return;
    this.#note(branch, { name }, `the name of branch ${id + 1}`);
    this.#page.say(
      name === null ? `Branch ${id + 1} is “${branch.label}” again.` : `Branch ${id + 1} is now “${name}”.`,
    );
  }

  pin(id: number, pinned: boolean): void {
    const branch = this.#branch(id);
    if (branch === null || branch.pinned === pinned || this.#refused(this.reason)) return;
    this.#note(branch, { pinned }, `the ${pinned ? 'pin' : 'unpinning'} of branch ${id + 1}`);
    this.#page.say(
      pinned ? `Branch ${id + 1} is pinned on top.` : `Branch ${id + 1} is not pinned any more.`,
    );
  }

  /** Takes the branch and all that came from it out of sight. */
  prune(id: number): void {
    const branch = this.#branch(id);
    if (branch === null || branch.pruned || this.#refused(this.pruneReason(id))) return;
    const { view, live } = this.#page;
    const words = `Pruned ${counted(shownWith(live.view.branches, view.tree.hidden, id))}.`;
    const before = view.branchId;
    this.#note(branch, { pruned: true }, `the pruning of branch ${id + 1}`, words);
    const moved = view.branchId === before ? '' : ` Branch ${view.branchId + 1} is on screen now.`;
    this.#page.say(`${words}${moved} Undo brings back what was pruned.`);
  }

  /** Brings a pruned branch back, with all that came from it. */
  show(id: number): void {
    const branch = this.#branch(id);
    if (branch?.pruned !== true || this.#refused(this.reason)) return;
    const hidden = this.#page.view.tree.hidden.size;
    this.#note(branch, { pruned: false }, `the return of branch ${id + 1}`);
    this.#page.say(`${counted(hidden - this.#page.view.tree.hidden.size)} back in the tree.`);
  }

  /** Takes back what was noted last in this trace. */
  undo(): void {
    const deed = this.#last;
    const branch = deed === null ? null : this.#branch(deed.branch);
    if (deed === null || branch === null) return this.#page.say('There is nothing to undo.');
    const hides = deed.before.pruned && !branch.pruned;
    if (this.#refused(hides ? this.pruneReason(deed.branch) : this.reason)) return;
    this.#append(branch, deed.before);
    this.#deeds = this.#deeds.slice(0, -1);
    const { view } = this.#page;
    if (view.branchId === deed.screen.after) view.selectBranch(deed.screen.before);
    view.keepInSight();
    this.#page.say(`Undone: ${deed.what}.`);
  }

  #refused(reason: string | null): boolean {
    if (reason !== null) this.#page.say(reason);
    return reason !== null;
  }

  #branch(id: number): BranchView | null {
    return this.#page.live.view.branches[id] ?? null;
  }

  #note(branch: BranchView, change: Partial<Note>, what: string, offer: string | null = null): void {
    const { view, live } = this.#page;
    const trace = live.header;
    if (trace === null) return;
    const [note, before] = [noteOf(branch), view.branchId];
    this.#append(branch, { ...note, ...change });
    view.keepInSight();
    const deed = { trace, branch: branch.id, before: note, what, offer };
    const earlier = this.#deeds.filter((one) => one.trace === trace);
    this.#deeds = [...earlier, { ...deed, screen: { before, after: view.branchId } }];
  }

  /** Stamped like the event before it: the clock of a trace is the engine's. */
  #append(branch: BranchView, note: Note): void {
    const { live } = this.#page;
    const time = live.trace?.events.at(-1)?.time ?? 0;
    live.append([{ type: 'note', branch: branch.id, ...note, time }]);
  }
}

function noteOf({ givenName, pinned, pruned }: BranchView): Note {
  return { name: givenName, pinned, pruned };
}

function counted(branches: number): string {
  return branches === 1 ? '1 branch' : `${branches} branches`;
}
