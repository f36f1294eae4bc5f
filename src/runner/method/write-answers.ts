/** Writes what a method asks for: each writing is a branch of the problem's trace, together they are one batch. */
import { AppError } from '#core/app-error.ts';
import type { Tokens } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { BranchReason, EndCause, SamplingSettings, TokenEvent, TraceEvent } from '#core/trace/events.ts';
import type { Answer, Place, Traced, Writing } from '#methods/define.ts';
import { givenEnds } from '#scoring/steps/given-steps.ts';
import { continueAnswer, forcedTokens } from '../continue-answer.ts';
import type { ContinueRequest, TokenRules } from '../request.ts';
import { tokenPieces } from '../token-pieces.ts';
import { beginningOf, forcedOf } from './given-answer.ts';
import type { WritingOrGiven } from './given-answer.ts';
import type { ItemState } from './item-state.ts';
import { lockstep } from './lockstep.ts';

/** Never rejects for what is to be expected: an answer that could not be begun is empty, and says why in `end`. */
export function writeAnswers(state: ItemState, writings: readonly WritingOrGiven[]): Traced<Answer[]> {
  // Numbers and seeds are given out before anything runs, so that no timing decides them.
  return lockstep(writings.map((writing) => write(state, begin(state, writing))));
}

interface Begun {
  readonly writing: WritingOrGiven;
  readonly request: ContinueRequest;
  readonly kept: readonly TokenEvent[];
  /** Set where nothing may be written. */
  readonly over: EndCause | null;
}

function begin(state: ItemState, writing: WritingOrGiven): Begun {
  const { from, temperature = 0, topP = 1, topK = 0 } = writing;
  const kept = keptOf(writing);
  const over = state.over ?? (state.budget.ask(1) ? null : 'budget');
  const request: ContinueRequest = {
    type: 'continue',
    branch: state.nextBranch++,
    open: {
      parent: from?.branch ?? null,
      at: kept.length,
      reason: reasonOf(writing, kept.length),
      label: labelOf(state, writing),
      userTurn: null,
    },
    messages: messagesOf(state, writing),
    kept: kept.map(({ id }) => id),
    forced: forcedOf(state, writing),
    settings: { temperature, topP, topK },
    seed: temperature > 0 ? state.nextSeed() : 0,
    limit: { until: untilOf(writing), tokens: Math.max(1, writing.tokens ?? state.answerTokens) },
    topK: Math.max(state.topK, writing.candidates ?? 0),
  };
  return { writing, request, kept, over };
}

function untilOf({ solution, until }: WritingOrGiven): ContinueRequest['limit']['until'] {
  if (solution !== undefined) return 'forced';
  return until === 'step' ? 'step' : 'end';
}

interface Written {
  readonly own: readonly TokenEvent[];
  /** Sequences that ended with guesses. */
  readonly verified: readonly Tokens[];
}

/** @param verified takes what is put before the model for verification */
function steering({ sampler, draft }: Writing, verified: Tokens[]): Pick<TokenRules, 'drawing' | 'draft'> {
  const noted = (sequence: Tokens): Tokens => {
    const guesses = draft?.(sequence) ?? [];
    if (guesses.length > 0) verified.push([...sequence, ...guesses]);
    return guesses;
  };
  return { drawing: sampler, draft: draft && noted };
}

async function* write(state: ItemState, { writing, request, kept, over }: Begun): Traced<Answer> {
  const own: TokenEvent[] = [];
  const { until } = writing;
  const stopsAfter = typeof until === 'function' ? () => until(own) : () => false;
  const verified: Tokens[] = [];
  const rules = { ...state.budget.rules(stopsAfter), ...steering(writing, verified) };
  const context = { signal: state.signal, now: state.now, rules };
  let end: EndCause = over ?? 'error';
  const events =
    over === null ? continueAnswer(state.engine, request, context) : unwritten(state, request, over);
  for await (const event of orUnwritten(state, request, events)) {
    if (event.type === 'tokens') own.push(...event.tokens);
    if (event.type === 'end') end = event.cause;
    yield event.type === 'end' ? withCost(state, event, { writing, request, own, verified }) : event;
    if (event.type === 'branch' && request.messages !== state.item.messages)
      yield { type: 'prompt', branch: request.branch, messages: request.messages, time: state.now() };
  }
  return { ...answerOf(request, [...kept, ...own], end), ...givenPart(writing, own, kept.length) };
}

/** A prompt that leaves no room for an answer is an end like any other. */
async function* orUnwritten(
  state: ItemState,
  request: ContinueRequest,
  events: AsyncGenerator<TraceEvent, unknown>,
): AsyncGenerator<TraceEvent> {
  let isBegun = false;
  try {
    for await (const event of events) {
      isBegun = true;
      yield event;
    }
  } catch (thrown) {
    if (isBegun || AppError.from(thrown).code !== 'context-full') throw thrown;
    yield* unwritten(state, request, 'context-full');
  }
}

async function* unwritten(
  { now }: ItemState,
  { branch, open, settings, seed }: ContinueRequest,
  cause: EndCause,
): AsyncGenerator<TraceEvent> {
  if (open !== null) yield { type: 'branch', branch, ...open, settings, seed, time: now() };
  const cost = { generated: 0, forced: 0, computed: 0, reused: 0, milliseconds: 0 };
  yield { type: 'end', branch, cause, time: now(), error: null, cost };
}

/** The engine serves other problems at the same time, so what this branch needed is counted here. */
function withCost(
  state: ItemState,
  event: Extract<TraceEvent, { type: 'end' }>,
  { writing, request, own, verified }: Pick<Begun, 'writing' | 'request'> & Written,
): TraceEvent {
  const forced = own.filter((token) => token.forced !== null).map(({ id }) => id);
  const written = own.slice(forced.length).map(({ id }) => id);
  if (own.length === 0) return event;
  const before = [...state.promptOf(messagesOf(state, writing)), ...request.kept, ...forced];
  const fresh = state.cost.answer(before, written, forced.length);
  for (const sequence of verified) state.cost.verified(sequence);
  const generated = written.length;
  const computed = fresh + Math.max(0, generated - 1);
  return {
    ...event,
    cost: { ...event.cost, generated, forced: forced.length, computed, reused: before.length - fresh },
  };
}

function answerOf(
  { branch, messages, kept }: ContinueRequest,
  tokens: readonly TokenEvent[],
  end: EndCause,
): Answer {
  const pieces = tokenPieces(tokens);
  const length = end === 'stop-token' ? tokens.length - 1 : tokens.length;
  return { branch, messages, tokens, pieces, text: pieces.join(''), length, start: kept.length, end };
}

/** Of a given solution what stands; an answer that leaves it keeps the steps before that. */
function givenPart(
  { solution, from }: WritingOrGiven,
  own: readonly TokenEvent[],
  kept: number,
): Pick<Answer, 'given'> {
  if (solution !== undefined) return { given: givenEnds(tokenPieces(own), solution) };
  const given = from?.given?.filter((end) => end <= kept) ?? [];
  return given.length === 0 ? {} : { given };
}

/** The sequence of a place, forced text included. */
export function sequenceOf(
  state: ItemState,
  place: Place,
): { readonly tokens: Tokens; readonly forced: number } {
  const beginning = { kind: 'planted', content: beginningOf(state, place)?.text ?? '' } as const;
  const begun = forcedTokens(state.engine, [], beginning);
  const kept = [...keptOf(place).map(({ id }) => id), ...begun];
  const { force = '' } = place;
  const forced = forcedTokens(state.engine, kept, { kind: 'marker', content: force });
  return { tokens: [...state.promptOf(messagesOf(state, place)), ...kept, ...forced], forced: forced.length };
}

function keptOf({ from, at }: Place): readonly TokenEvent[] {
  return from === undefined ? [] : from.tokens.slice(0, Math.min(at ?? from.length, from.length));
}
function messagesOf({ item }: ItemState, { messages, from }: Place): readonly Message[] {
  return messages ?? from?.messages ?? item.messages;
}

function reasonOf({ from, force, temperature = 0 }: Writing, kept: number): BranchReason {
  if (from === undefined) return temperature > 0 ? 'sample' : 'answer';
  if (force !== undefined && force.length > 0) return 'wait';
  return kept < from.length ? 'backtrack' : 'fork';
}
function labelOf(state: ItemState, writing: WritingOrGiven): string {
  const beginning = beginningOf(state, writing);
  const label = writing.label ?? settingsLabel(writing);
  return beginning === null ? label : `${label}, ${beginning.label}`;
}
function settingsLabel({ force, temperature = 0 }: Writing): string {
  const settings: SamplingSettings['temperature'] = temperature;
  const how = settings === 0 ? 'greedy' : `T ${settings}`;
  return typeof force === 'string' && force !== '' ? `“${force}”, ${how}` : how;
}
