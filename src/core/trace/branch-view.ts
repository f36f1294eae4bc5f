/** One branch of a trace as readers see it: a value. Successive versions share one growing buffer of tokens. */
import type { Message } from '../messages.ts';
import type {
  BranchEvent,
  CheckEvent,
  DecisionEvent,
  EndEvent,
  NoteEvent,
  ProgramEvent,
  PromptEvent,
} from './event-kinds.ts';
import type {
  BranchReason,
  EndCause,
  PTrueReading,
  SamplingSettings,
  TokenEvent,
  TraceCost,
} from './events.ts';

/** A P(True) reading of the answer's first `at` tokens. */
export interface PTrueAt {
  readonly at: number;
  readonly reading: PTrueReading;
}

/** What fold.ts makes of the events. */
export interface BranchState {
  readonly birth: BranchEvent;
  readonly prompt: PromptEvent | null;
  readonly buffer: TokenEvent[];
  readonly length: number;
  readonly end: EndEvent | null;
  readonly cost: TraceCost;
  readonly ptrue: readonly PTrueAt[];
  readonly note: NoteEvent | null;
  readonly decisions: readonly DecisionEvent[];
  readonly checks: readonly CheckEvent[];
  readonly programs: readonly ProgramEvent[];
  readonly children: readonly number[];
  readonly certaintySum: number;
  readonly certaintyCount: number;
}

/** One branch at one moment; a branch that changes is replaced by a new object. */
export class BranchView {
  readonly #state: BranchState;
  #tokens: readonly TokenEvent[] | null = null;
  #own: readonly TokenEvent[] | null = null;

  constructor(state: BranchState) {
    this.#state = state;
  }
  get id(): number {
    return this.#state.birth.branch;
  }
  get parent(): number | null {
    return this.#state.birth.parent;
  }
  /** Tokens kept of the parent: own tokens start at this index. */
  get at(): number {
    return this.#state.birth.at;
  }
  get reason(): BranchReason {
    return this.#state.birth.reason;
  }
  get label(): string {
    return this.#state.birth.label;
  }
  get settings(): SamplingSettings {
    return this.#state.birth.settings;
  }
  get seed(): number {
    return this.#state.birth.seed;
  }
  get userTurn(): string | null {
    return this.#state.birth.userTurn;
  }
  /** The conversation that it answers; null where that is the header's problem. */
  get messages(): readonly Message[] | null {
    return this.#state.prompt?.messages ?? null;
  }
  get length(): number {
    return this.#state.length;
  }
  /** The whole answer: what is kept of the parent, then own tokens. */
  get tokens(): readonly TokenEvent[] {
    return (this.#tokens ??= this.#state.buffer.slice(0, this.length));
  }
  get own(): readonly TokenEvent[] {
    return (this.#own ??= this.#state.buffer.slice(this.at, this.length));
  }
  /** Length without the stop token that may close the answer: where "Wait" goes in. */
  get textLength(): number {
    const last = this.#state.buffer[this.length - 1];
    return last?.special === true && last.forced === null ? this.length - 1 : this.length;
  }
  /** Null while the branch is being written, and again when it is gone on with. */
  get end(): EndCause | null {
    return this.#state.end?.cause ?? null;
  }
  get error(): string | null {
    return this.#state.end?.error ?? null;
  }
  /** Sum over all runs that wrote to this branch. */
  get cost(): TraceCost {
    return this.#state.cost;
  }
  get ptrue(): readonly PTrueAt[] {
    return this.#state.ptrue;
  }
  /** What the reader calls it, else its label. */
  get name(): string {
    return this.#state.note?.name ?? this.label;
  }
  /** The reader's own name; null where there is none. */
  get givenName(): string | null {
    return this.#state.note?.name ?? null;
  }
  get pinned(): boolean {
    return this.#state.note?.pinned ?? false;
  }
  /** This branch itself; those that came from it are out of sight with it. */
  get pruned(): boolean {
    return this.#state.note?.pruned ?? false;
  }
  /** What a policy decided on this branch, in order. */
  get decisions(): readonly DecisionEvent[] {
    return this.#state.decisions;
  }
  /** What a method was told about it by the reference answer. */
  get checks(): readonly CheckEvent[] {
    return this.#state.checks;
  }
  /** Programs that were run for it, in order. */
  get programs(): readonly ProgramEvent[] {
    return this.#state.programs;
  }
  get children(): readonly number[] {
    return this.#state.children;
  }
  /** Mean self-certainty (methods 1.2) of the whole answer's unforced text tokens, nats; null when there is none. */
  get meanSelfCertainty(): number | null {
    const { certaintySum, certaintyCount } = this.#state;
    return certaintyCount === 0 ? null : certaintySum / certaintyCount;
  }

  /** For fold.ts: the next version of the branch. */
  with(change: (state: BranchState) => Partial<BranchState>): BranchView {
    return new BranchView({ ...this.#state, ...change(this.#state) });
  }
}

/** Counts in averages: chosen by the model itself, and text rather than the end of turn. */
export function countsInAverages(token: TokenEvent): boolean {
  return token.forced === null && !token.special;
}

/** Sum and count of self-certainty, with what these tokens add. */
export function certainty(
  sum: number,
  count: number,
  tokens: readonly TokenEvent[],
): Pick<BranchState, 'certaintySum' | 'certaintyCount'> {
  for (const token of tokens) {
    if (!countsInAverages(token)) continue;
    sum += token.selfCertainty;
    count += 1;
  }
  return { certaintySum: sum, certaintyCount: count };
}
