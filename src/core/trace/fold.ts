/**
 * Events → what a reader draws. A fold: the same events give the same view, whole or in batches. No model, no clock.
 * Appending costs what is new.
 */
import { AppError } from '../app-error.ts';
import { assertNever } from '../assert-never.ts';
import { BranchView, certainty } from './branch-view.ts';
import type { BranchState } from './branch-view.ts';
import type { BranchEvent, CloseEvent, ResultEvent, SpanEvent, TokensEvent } from './event-kinds.ts';
import type { TraceCost, TraceEvent } from './events.ts';

export interface TraceView {
  /** In order of birth; a branch's id is its index here. */
  readonly branches: readonly BranchView[];
  /** Names of the spans that are not closed, outermost first. */
  readonly openSpans: readonly string[];
  /** What a method came to; null for a run of the page's levers, and while a method is at work. */
  readonly result: ResultEvent | null;
}
const NO_COST: TraceCost = { generated: 0, forced: 0, computed: 0, reused: 0, milliseconds: 0 };

export const EMPTY_VIEW: TraceView = { branches: [], openSpans: [], result: null };

/** Throws AppError 'malformed-file' when the events contradict one another. */
export function foldTrace(events: readonly TraceEvent[]): TraceView {
  return appendEvents(EMPTY_VIEW, events);
}

/** O(new events and tokens), and for a new branch what it keeps of its parent. `view` stays valid as it was. */
export function appendEvents(view: TraceView, events: readonly TraceEvent[]): TraceView {
  if (events.length === 0) return view;
  const next = { branches: [...view.branches], openSpans: [...view.openSpans], result: view.result };
  for (const event of events) applyEvent(next, event);
  return next;
}

interface GrowingView {
  readonly branches: BranchView[];
  readonly openSpans: string[];
  result: ResultEvent | null;
}
type RunEvent = SpanEvent | CloseEvent | ResultEvent;

function applyEvent(view: GrowingView, event: TraceEvent): void {
  switch (event.type) {
    case 'branch':
      return openBranch(view.branches, event);
    case 'span':
      return void view.openSpans.push(event.name);
    case 'close':
      if (view.openSpans.pop() === undefined) throw contradiction('a span is closed that was not opened');
      return;
    case 'result':
      return conclude(view, event);
    default:
      return writeTo(view.branches, event);
  }
}

function writeTo(branches: BranchView[], event: Exclude<TraceEvent, BranchEvent | RunEvent>): void {
  const branch = branches[event.branch];
  if (branch === undefined) throw contradiction(`branch ${event.branch} is written to before it is opened`);
  branches[event.branch] = advance(branch, event);
}

function conclude(view: GrowingView, event: ResultEvent): void {
  const { candidates, chosen } = event;
  const unknown = candidates.find(({ branch }) => view.branches[branch] === undefined);
  if (unknown !== undefined)
    throw contradiction(`a candidate is branch ${unknown.branch}, which is not there`);
  if (chosen !== null && candidates[chosen] === undefined)
    throw contradiction(`candidate ${chosen} of ${candidates.length} is chosen`);
  view.result = event;
}

function advance(branch: BranchView, event: Exclude<TraceEvent, BranchEvent | RunEvent>): BranchView {
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
    case 'prompt':
      if (branch.length > branch.at)
        throw contradiction(`branch ${branch.id} gets a prompt after its first token`);
      return branch.with(() => ({ prompt: event }));
    case 'check':
      checkPlace(branch, event, 'gold is asked');
      return branch.with(({ checks }) => ({ checks: [...checks, event] }));
    case 'program':
      checkPlace(branch, event, 'a program is run');
      return branch.with(({ programs }) => ({ programs: [...programs, event] }));
    case 'labels':
      checkPlace(branch, event, 'labels are read');
      return branch;
    default:
      return assertNever(event);
  }
}

function checkPlace(branch: BranchView, { at }: { readonly at: number }, deed: string): void {
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
    prompt: null,
    buffer: kept,
    length: at,
    end: null,
    cost: NO_COST,
    ptrue: [],
    note: null,
    decisions: [],
    checks: [],
    programs: [],
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
