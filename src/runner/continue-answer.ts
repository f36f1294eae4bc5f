/**
 * Writes one branch: opens it, forces what is to be forced into the model's own turn (methods.md 3.3), then generates
 * token by token to the limit. A stopped run is a normal end; only what should not happen is thrown, after the end event.
 */
import { AppError } from '#core/app-error.ts';
import type { Tokens } from '#core/ids.ts';
import type { EndCause, TokenEvent, TraceEvent } from '#core/trace/events.ts';
import type { Engine, Next } from '#engine/types.ts';
import { encodeAfter, markerGap } from './encode-after.ts';
import { Lane } from './lane.ts';
import { checkKept, promptTokens } from './prompt.ts';
import type { ContinueRequest, ForcedPiece, RunContext, RunOutcome } from './request.ts';
import { CostMeter } from './run-cost.ts';
import { StepWatch } from './step-watch.ts';
import { byteString, tokenEvent } from './token-event.ts';

/** What is being done, for the steps below. */
interface Writing {
  readonly engine: Engine;
  readonly request: ContinueRequest;
  readonly context: RunContext;
  readonly lane: Lane;
}
/** An abort and a full context are ends like any other; everything else is a failure. */
export interface Ending {
  readonly cause: EndCause;
  readonly failure: AppError | null;
}

/** Rejects 'bad-input' or 'context-full' before the first event, engine failures after an `end` event that names them. */
export async function* continueAnswer(
  engine: Engine,
  request: ContinueRequest,
  context: RunContext,
): AsyncGenerator<TraceEvent, RunOutcome> {
  const prompt = promptTokens(engine, request.messages);
  checkKept(engine, request.kept);
  const { settings, seed, topK, limit, branch, open } = request;
  const lane = new Lane(engine, prompt, request.kept, { settings, seed, topK, budget: limit.tokens });
  const meter = new CostMeter(engine, context.now);
  if (open !== null) yield { type: 'branch', branch, ...open, settings, seed, time: context.now() };
  const writing = { engine, request, context, lane };
  const tally = { forced: 0 };
  const { cause, failure } = yield* untilEnd(write(writing, tally));
  const cost = meter.read(lane.generated, tally.forced);
  yield { type: 'end', branch, cause, time: context.now(), error: failure?.message ?? null, cost };
  if (failure !== null) throw failure;
  return { cause };
}

/** Passes events on; turns what is thrown into the way the run ended. */
export async function* untilEnd(
  events: AsyncGenerator<TraceEvent, EndCause>,
): AsyncGenerator<TraceEvent, Ending> {
  try {
    return { cause: yield* events, failure: null };
  } catch (thrown) {
    const failure = AppError.from(thrown);
    if (failure.code === 'aborted') return { cause: 'aborted', failure: null };
    if (failure.code === 'context-full') return { cause: 'context-full', failure: null };
    return { cause: 'error', failure };
  }
}

async function* write(writing: Writing, tally: { forced: number }): AsyncGenerator<TraceEvent, EndCause> {
  for (const piece of writing.request.forced) {
    if (writing.context.signal?.aborted) return 'aborted';
    const tokens = await force(writing, piece);
    tally.forced += tokens.length;
    if (tokens.length > 0) yield tokensEvent(writing, writing.lane.answerLength - tokens.length, tokens);
  }
  return yield* generate(writing);
}

/** Teacher-forced: the statistics say what the model thought of the tokens that were put into its mouth. */
async function force({ engine, request, context, lane }: Writing, piece: ForcedPiece): Promise<TokenEvent[]> {
  const ids = forcedTokens(engine, lane.answer, piece);
  if (ids.length === 0) return [];
  const from = lane.sequence.length;
  const sequence = [...lane.sequence, ...ids];
  const stats = await engine.score(sequence, from, { topK: request.topK }, context.signal);
  lane.force(ids);
  return stats.map((one) => tokenEvent(engine, one, { sampledProb: null, forced: piece.kind }));
}

/** A marker is parted from the answer by a space or a line break, anything else stands as it is. */
export function forcedTokens({ tokenizer }: Engine, answer: Tokens, { kind, content }: ForcedPiece): Tokens {
  if (typeof content !== 'string') return content;
  const gap = kind === 'marker' ? markerGap(tokenizer.decode(answer), content) : '';
  return encodeAfter(tokenizer, answer, gap + content);
}

async function* generate(writing: Writing): AsyncGenerator<TraceEvent, EndCause> {
  const { engine, request, lane } = writing;
  if (request.limit.until === 'forced') return 'step-end';
  const watch = request.limit.until === 'step' ? watchSteps(engine, lane) : null;
  for (;;) {
    const barred = whyNoToken(writing);
    if (barred !== null) return barred;
    const guesses = guessesAt(writing);
    const rows = await distributions(writing, guesses);
    const end = yield* writeRows(writing, { rows, guesses, watch });
    if (end !== null) return end;
  }
}

/** Null: one token may be written, and is taken from the budget. */
function whyNoToken({ context, lane }: Writing): EndCause | null {
  if (context.signal?.aborted) return 'aborted';
  return lane.over ?? (context.rules?.take() === false ? 'budget' : null);
}

function guessesAt({ engine, request, context, lane }: Writing): Tokens {
  if (request.settings.temperature > 0) return [];
  const room = engine.info.model.context - lane.sequence.length;
  return context.rules?.draft?.(lane.sequence).slice(0, room) ?? [];
}

/** After the sequence, or after it and each beginning of the guesses. */
function distributions({ engine, context, lane }: Writing, guesses: Tokens): Promise<readonly Next[]> {
  const { sequence, want } = lane;
  return guesses.length === 0
    ? engine.next([sequence], want, context.signal)
    : engine.score([...sequence, ...guesses], sequence.length, want, context.signal);
}

interface Rows {
  readonly rows: readonly Next[];
  readonly guesses: Tokens;
  readonly watch: StepWatch | null;
}
/** One token for each row, as long as the tokens are those guessed. Null: the answer goes on. */
async function* writeRows(
  writing: Writing,
  { rows, guesses, watch }: Rows,
): AsyncGenerator<TraceEvent, EndCause | null> {
  const { request, context, lane } = writing;
  for (const [i, row] of rows.entries()) {
    const barred = i === 0 ? null : whyNoToken(writing);
    if (barred !== null) return barred;
    const drawing = context.rules?.drawing?.(row);
    const token = drawing === null ? null : lane.draw(row, drawing);
    if (token === null || watch?.opensNext(token)) {
      context.rules?.release();
      return 'step-end';
    }
    const at = lane.answerLength;
    const isEnd = lane.write(token);
    yield tokensEvent(writing, at, [token]);
    if (isEnd) return 'stop-token';
    if (request.limit.until === 'token') return 'budget';
    if (watch?.closes(token) || context.rules?.stopsAfter(token)) return 'step-end';
    if (token.id !== guesses[i]) return null;
  }
  return null;
}

function watchSteps({ tokenizer }: Engine, { answer }: Lane): StepWatch {
  return new StepWatch(
    answer.map((id) => ({ bytes: byteString(tokenizer, id), special: tokenizer.isSpecial(id) })),
  );
}

function tokensEvent({ request, context }: Writing, at: number, tokens: readonly TokenEvent[]): TraceEvent {
  return { type: 'tokens', branch: request.branch, at, tokens, time: context.now() };
}
