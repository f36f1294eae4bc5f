/**
 * The Play screen's state with its levers: the one object that components read and pull. It sends RunRequests and
 * appends the events that come back. It runs no model itself.
 */
import type { TokenEvent, Trace } from '#core/trace/events.ts';
import type { AutoPolicy } from '#scoring/policy/decide.ts';
import type { Marker } from '#scoring/steps/markers.ts';
import type { PlantPlace } from '#tasks/planted.ts';
import { AnswerLevers } from './answer-levers.ts';
import type { PTrueOf } from './answer-levers.ts';
import { AutoLever } from './auto-lever.ts';
import type { BacktrackTo } from './backtrack-places.ts';
import { BranchLevers } from './branch-levers.ts';
import { BranchNotes } from './branch-notes.svelte.ts';
import type { EditPlace } from './edits.ts';
import { OwnMarker } from './own-marker.svelte.ts';
import { PageChoices } from './page-choices.ts';
import type { PlayParts } from './play-parts.ts';
import { ProblemLevers } from './problem-levers.ts';
import type { PlantTurn } from './requests.ts';
import type { AnswerRow } from './rows.ts';
import { Replay } from './replay.svelte.ts';
import type { Playback } from './replay.svelte.ts';
import { RunLoop } from './run-loop.ts';
import { replayWords } from './says.ts';
import { TokenSearch } from './token-search.svelte.ts';
import { LINK_DEFAULTS, parseLink } from './url.ts';
import type { WaitsForRoom } from './waits-for-room.ts';

/** Keys of a link that ask for something else than the recorded run. */
const OWN_KEYS = ['seed', 'difficulty', 'problem', 'run'] as const;

export class Play extends PageChoices {
  readonly #playback: Playback;
  /** What methods came to and could not be kept; null while no methods are here. */
  waits: WaitsForRoom | null = null;
  readonly search = new TokenSearch(this);
  readonly ownMarker = new OwnMarker();
  readonly notes = new BranchNotes(this);
  readonly #loop = new RunLoop(this);
  readonly #answers = new AnswerLevers(this, this.#loop);
  readonly #problems = new ProblemLevers(this, this.#loop);
  readonly #branches = new BranchLevers(this, this.#loop);
  readonly #auto = new AutoLever(this, this.#loop);

  constructor(parts: PlayParts) {
    super(parts);
    this.#playback = parts.playback;
    const { state } = parseLink(parts.hash);
    const asksOwn = OWN_KEYS.some((key) => state[key] !== LINK_DEFAULTS[key]);
    // A lesson begins with nothing written: the recorded run would show how it ends.
    if (parts.recorded !== null && !asksOwn && !this.lesson.given) this.#showRecorded(parts.recorded);
  }

  selectBranch(id: number): void {
    this.view.selectBranch(id);
    this.said = `Branch ${id + 1}: ${this.view.branch?.name ?? ''}.`;
  }

  // What the reader makes of branches

  renameBranch(id: number, typed: string): void {
    this.notes.rename(id, typed);
  }
  pinBranch(id: number, pinned: boolean): void {
    this.notes.pin(id, pinned);
  }
  /** With all that came from it. */
  pruneBranch(id: number): void {
    this.notes.prune(id);
  }
  /** Brings back what was pruned. */
  showBranch(id: number): void {
    this.notes.show(id);
  }
  undo(): void {
    this.notes.undo();
  }

  dismissFailure(): void {
    this.failure = null;
    this.model.dismissFailure();
  }

  /** Plays the run on screen again from its beginning. */
  replayRun(options: { unattended?: boolean } = {}): void {
    const { trace } = this.live;
    if (this.reasons.replay !== null || trace === null) return this.say(this.reasons.replay ?? '');
    this.closeReplay();
    const { header, events } = trace;
    const replay = new Replay(this, { header, events: events.slice() }, this.#playback, options);
    this.openReplay(replay);
    if (!replay.unattended) this.say(replayWords(replay.cuts));
  }
  leaveReplay(): void {
    if (this.replay === null) return;
    if (!this.replay.unattended) this.say('The whole run is back.');
    this.closeReplay();
  }

  // Levers

  async generate(): Promise<void> {
    await this.#answers.write('generate', 'end');
  }
  async oneStep(): Promise<void> {
    await this.#answers.write('step', 'step');
  }
  async oneToken(): Promise<void> {
    await this.#answers.write('token', 'token');
  }
  async ptrue(of: PTrueOf = 'answer'): Promise<void> {
    await this.#answers.ptrue(of);
  }
  /** @param after a row of the selected branch, or the whole answer. */
  async wait(marker: Pick<Marker, 'text'>, after: AnswerRow | 'answer'): Promise<void> {
    await this.#branches.wait(marker, after);
  }
  /** The same with the text that was typed for it. */
  async waitOwn(after: AnswerRow | 'answer'): Promise<void> {
    const { text, issue } = this.ownMarker;
    if (issue !== null) this.say(issue);
    else await this.#branches.wait({ text }, after);
  }
  /** Every marker and control in turn, each as a branch from the same place. */
  async waitAll(after: AnswerRow | 'answer'): Promise<void> {
    await this.#branches.waitAll(after);
  }
  async backtrack(to: BacktrackTo): Promise<void> {
    await this.#branches.backtrack(to);
  }
  /** Goes on from `index` with another token in its place. */
  async fork(index: number, alternative: number): Promise<void> {
    await this.#branches.fork(index, alternative);
  }
  /** The same with any token of the vocabulary. */
  async forkTo(index: number, choice: Pick<TokenEvent, 'id' | 'bytes'>): Promise<void> {
    await this.#branches.forkTo(index, choice);
  }
  /** Goes on from a token or a step with what was typed in its place. */
  async edit(place: EditPlace, typed: string): Promise<void> {
    await this.#branches.edit(place, typed);
  }
  /** Plants an error of the problem in the left panel: one branch for each turn. */
  async plant(place: PlantPlace, turns: readonly PlantTurn[]): Promise<void> {
    await this.#problems.plant(place, turns);
  }
  /** Draws so many answers to the problem in the left panel; they vote. */
  async sample(count: number): Promise<void> {
    await this.#problems.sample(count);
  }
  /** Lets a policy watch the selected branch, or a first answer that it begins. */
  async autoCorrect(policy: AutoPolicy): Promise<void> {
    await this.#auto.run(policy);
  }
  /** Asks P(True) of the samples, for the vote that is weighted by it. */
  async readings(): Promise<void> {
    await this.#problems.readings();
  }
  stop(): void {
    this.leaveReplay();
    this.#loop.stop();
  }

  #showRecorded(trace: Trace): void {
    this.live.show(trace);
    this.view.branchId = Math.max(0, this.live.view.branches.length - 1);
    const { problem } = trace.header;
    this.draft.take(problem);
    const { seed, difficulty } = problem.generated ?? this.link;
    this.link = { ...this.link, seed, difficulty };
  }
}
