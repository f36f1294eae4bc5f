/**
 * Events → what a reader draws. A fold: the same events give the same view, whole or in batches. No model, no clock.
 * A view is a value; successive versions of a branch share one growing buffer, so that appending costs what is new.
 */
import { AppError } from '../app-error.ts';
import { assertNever } from '../assert-never.ts';
import type {
  BranchReason,
  EndCause,
  PTrueReading,
  SamplingSettings,
  TokenEvent,
  TraceCost,
  TraceEvent,
} from './events.ts';

export type BranchEvent = Extract<TraceEvent, { type: 'branch' }>;
export type TokensEvent = Extract<TraceEvent, { type: 'tokens' }>;
export type EndEvent = Extract<TraceEvent, { type: 'end' }>;
export type PTrueEvent = Extract<TraceEvent, { type: 'ptrue' }>;
export type NoteEvent = Extract<TraceEvent, { type: 'note' }>;
export type DecisionEvent = Extract<TraceEvent, { type: 'decision' }>;

export interface TraceView {
  /** In order of birth; a branch's id is its index here. */
  readonly branches: readonly BranchView[];
}
/** A P(True) reading of the answer's first `at` tokens. */
export interface PTrueAt {
  readonly at: number;
  readonly reading: PTrueReading;
}
const NO_COST: TraceCost = { generated: 0, forced: 0, computed: 0, reused: 0, milliseconds: 0 };

interface BranchState {
  readonly birth: BranchEvent;
  readonly buffer: TokenEvent[];
  readonly length: number;
  readonly end: EndEvent | null;
  readonly cost: TraceCost;
  readonly ptrue: readonly PTrueAt[];
  readonly note: NoteEvent | null;
  readonly decisions: readonly DecisionEvent[];
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
  get children(): readonly number[] {
    return this.#state.children;
  }
  /** Mean self-certainty (methods 1.2) of the whole answer's unforced text tokens, nats; null when there is none. */
  get meanSelfCertainty(): number | null {
    const { certaintySum, certaintyCount } = this.#state;
    return certaintyCount === 0 ? null : certaintySum / certaintyCount;
  }

  /** For this file: the next version of the branch. */
  with(change: (state: BranchState) => Partial<BranchState>): BranchView {
    return new BranchView({ ...this.#state, ...change(this.#state) });
  }
}

/** Counts in averages: chosen by the model itself, and text rather than the end of turn. */
export function countsInAverages(token: TokenEvent): boolean {
  return token.forced === null && !token.special;
}

export const EMPTY_VIEW: TraceView = { branches: [] };

/** Throws AppError 'malformed-file' when the events contradict one another. */
export function foldTrace(events: readonly TraceEvent[]): TraceView {
  return appendEvents(EMPTY_VIEW, events);
}

/** O(new events and tokens), and for a new branch what it keeps of its parent. `view` stays valid as it was. */
export function appendEvents(view: TraceView, events: readonly TraceEvent[]): TraceView {
  if (events.length === 0) return view;
  const branches = [...view.branches];
  for (const event of events) applyEvent(branches, event);
  return { branches };
}

function applyEvent(branches: BranchView[], event: TraceEvent): void {
  if (event.type === 'branch') return openBranch(branches, event);
  const branch = branches[event.branch];
  if (branch === undefined) throw contradiction(`branch ${event.branch} is written to before it is opened`);
  branches[event.branch] = advance(branch, event);
}

function advance(branch: BranchView, event: Exclude<TraceEvent, BranchEvent>): BranchView {
  switch (event.type) {
    case 'tokens':
      return branch.with((state) => appendTokens(state, event));
    case 'end':
      return branch.with(({ cost }) => ({ end: event, cost: addCost(cost, event.cost) }));
    case 'ptrue':
      checkPlace(branch, event, 'P(True) is asked');
      return branch.with(({ ptrue }) => ({ ptrue: [...ptrue, { at: event.at, reading: event.reading }] }));
    case 'note':
      return branch.with(() => ({ note: event }));
    case 'decision':
      checkPlace(branch, event, 'a decision is made');
      return branch.with(({ decisions }) => ({ decisions: [...decisions, event] }));
    default:
      return assertNever(event);
  }
}

function checkPlace(branch: BranchView, { at }: PTrueEvent | DecisionEvent, deed: string): void {
  if (at > branch.length)
    throw contradiction(`${deed} at token ${at} of branch ${branch.id}, which has ${branch.length}`);
}

function openBranch(branches: BranchView[], event: BranchEvent): void {
  const { branch, parent, at } = event;
  if (branch !== branches.length)
    throw contradiction(`branch ${branch} is opened where branch ${branches.length} is due`);
  const from = parent === null ? null : (branches[parent] ?? null);
  if (parent !== null && from === null)
    throw contradiction(`branch ${branch} comes from unknown branch ${parent}`);
  if (at > (from?.length ?? 0))
    throw contradiction(`branch ${branch} keeps ${at} tokens of ${from?.length ?? 0}`);
  const kept = from === null ? [] : from.tokens.slice(0, at);
  const birth: BranchState = {
    birth: event,
    buffer: kept,
    length: at,
    end: null,
    cost: NO_COST,
    ptrue: [],
    note: null,
    decisions: [],
    children: [],
    ...certainty(0, 0, kept),
  };
  branches.push(new BranchView(birth));
  if (parent !== null && from !== null)
    branches[parent] = from.with(({ children }) => ({ children: [...children, branch] }));
}

function appendTokens(state: BranchState, event: TokensEvent): Partial<BranchState> {
  if (event.at !== state.length)
    throw contradiction(`branch ${event.branch} has ${state.length} tokens, the next come at ${event.at}`);
  // An older version of this branch may have been appended to already: its buffer is then longer than we know of.
  const buffer = state.buffer.length === state.length ? state.buffer : state.buffer.slice(0, state.length);
  for (const token of event.tokens) buffer.push(token);
  return {
    buffer,
    length: buffer.length,
    end: null,
    ...certainty(state.certaintySum, state.certaintyCount, event.tokens),
  };
}

function certainty(
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

function addCost(a: TraceCost, b: TraceCost): TraceCost {
  return {
    generated: a.generated + b.generated,
    forced: a.forced + b.forced,
    computed: a.computed + b.computed,
    reused: a.reused + b.reused,
    milliseconds: a.milliseconds + b.milliseconds,
  };
}

function contradiction(what: string): AppError {
  return new AppError(
    'malformed-file',
    `This trace contradicts itself: ${what}. Open an unchanged copy of the file, or run it again.`,
  );
}
