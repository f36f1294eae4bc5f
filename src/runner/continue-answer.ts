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

function forcedTokens({ tokenizer }: Engine, answer: Tokens, { kind, content }: ForcedPiece): Tokens {
  if (typeof content !== 'string') return content;
  const gap = kind === 'marker' ? markerGap(tokenizer.decode(answer), content) : '';
  return encodeAfter(tokenizer, answer, gap + content);
}

async function* generate(writing: Writing): AsyncGenerator<TraceEvent, EndCause> {
  const { engine, request, context, lane } = writing;
  const watch = request.limit.until === 'step' ? watchSteps(engine, lane) : null;
  for (;;) {
    if (context.signal?.aborted) return 'aborted';
    const over = lane.over;
    if (over !== null) return over;
    const [next] = await engine.next([lane.sequence], lane.want, context.signal);
    const token = lane.draw(next as Next);
    if (watch?.opensNext(token)) return 'step-end';
    const at = lane.answerLength;
    const isEnd = lane.write(token);
    yield tokensEvent(writing, at, [token]);
    if (isEnd) return 'stop-token';
    if (request.limit.until === 'token') return 'budget';
    if (watch?.closes(token)) return 'step-end';
  }
}

function watchSteps({ tokenizer }: Engine, { answer }: Lane): StepWatch {
  return new StepWatch(
    answer.map((id) => ({ bytes: byteString(tokenizer, id), special: tokenizer.isSpecial(id) })),
  );
}

function tokensEvent({ request, context }: Writing, at: number, tokens: readonly TokenEvent[]): TraceEvent {
  return { type: 'tokens', branch: request.branch, at, tokens, time: context.now() };
}
