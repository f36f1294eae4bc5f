/**
 * N answers to one prompt in one batch: the prompt is computed once, then all open answers advance by one token for each
 * call of the engine. Each answer is what `continueAnswer` writes with the same seed.
 */
import { createRng } from '#core/rng.ts';
import { AppError } from '#core/app-error.ts';
import type { EndCause, TraceCost, TraceEvent } from '#core/trace/events.ts';
import type { Engine, Next } from '#engine/types.ts';
import { untilEnd } from './continue-answer.ts';
import { Lane } from './lane.ts';
import { checkKept, promptTokens } from './prompt.ts';
import type { RunContext, RunOutcome, SampleRequest } from './request.ts';
import { CostMeter } from './run-cost.ts';

const MOST_SAMPLES = 256;

/** Seed of sample k: the seed with which this sample can be written alone. */
export function sampleSeed(seed: number, k: number): number {
  return createRng(seed)
    .fork(`sample ${k}`)
    .int(2 ** 31);
}

interface Sample {
  readonly branch: number;
  readonly lane: Lane;
  end: EndCause | null;
}
interface Sampling {
  readonly engine: Engine;
  readonly request: SampleRequest;
  readonly context: RunContext;
  readonly samples: readonly Sample[];
  readonly meter: CostMeter;
}

/** Rejects as `continueAnswer` does. The cost of the batch is counted once, in the branch that ends last. */
export async function* sampleAnswers(
  engine: Engine,
  request: SampleRequest,
  context: RunContext,
): AsyncGenerator<TraceEvent, RunOutcome> {
  const samples = openSamples(engine, request);
  const sampling = { engine, request, context, samples, meter: new CostMeter(engine, context.now) };
  for (const [k, { branch }] of samples.entries()) yield branchEvent(sampling, k, branch);
  const { cause, failure } = yield* untilEnd(advanceAll(sampling));
  yield* closeOpen(sampling, cause, failure);
  if (failure !== null) throw failure;
  return { cause };
}

function openSamples(engine: Engine, request: SampleRequest): Sample[] {
  const { count, firstBranch, kept, settings, seed, topK, tokens } = request;
  if (!Number.isInteger(count) || count < 1 || count > MOST_SAMPLES)
    throw new AppError('bad-input', `${count} samples cannot be drawn. Choose 1 to ${MOST_SAMPLES}.`, {
      count,
    });
  const prompt = promptTokens(engine, request.messages);
  checkKept(engine, kept);
  return Array.from({ length: count }, (_, k) => ({
    branch: firstBranch + k,
    lane: new Lane(engine, prompt, kept, { settings, topK, seed: sampleSeed(seed, k), budget: tokens }),
    end: null,
  }));
}

function branchEvent({ request, context }: Sampling, k: number, branch: number): TraceEvent {
  const { open, settings, count } = request;
  return {
    type: 'branch',
    branch,
    ...open,
    reason: 'sample',
    label: `sample ${k + 1} of ${count}`,
    settings,
    seed: sampleSeed(request.seed, k),
    time: context.now(),
    userTurn: null,
  };
}

/** Returns how the last answer ended. */
async function* advanceAll(sampling: Sampling): AsyncGenerator<TraceEvent, EndCause> {
  let last: EndCause = 'budget';
  for (;;) {
    for (const sample of openOf(sampling)) {
      const over = sampling.context.signal?.aborted ? 'aborted' : sample.lane.over;
      if (over === null) continue;
      last = over;
      yield endEvent(sampling, sample, over);
    }
    const open = openOf(sampling);
    if (open.length === 0) return last;
    const rows = await distributions(sampling, open);
    for (const [i, sample] of open.entries()) {
      const at = sample.lane.answerLength;
      const token = sample.lane.draw(rows[i] as Next);
      const isEnd = sample.lane.write(token);
      yield { type: 'tokens', branch: sample.branch, at, tokens: [token], time: sampling.context.now() };
      if (!isEnd) continue;
      last = 'stop-token';
      yield endEvent(sampling, sample, 'stop-token');
    }
  }
}

function openOf({ samples }: Sampling): Sample[] {
  return samples.filter(({ end }) => end === null);
}

/** While all answers are still the same, one row serves all. */
async function distributions(
  { engine, context }: Sampling,
  open: readonly Sample[],
): Promise<readonly Next[]> {
  const [first] = open as [Sample];
  if (open.every(({ lane }) => lane.generated === 0)) {
    const [row] = await engine.next([first.lane.sequence], first.lane.want, context.signal);
    return open.map(() => row as Next);
  }
  return engine.next(
    open.map(({ lane }) => lane.sequence),
    first.lane.want,
    context.signal,
  );
}

function* closeOpen(sampling: Sampling, cause: EndCause, failure: AppError | null): Generator<TraceEvent> {
  for (const sample of openOf(sampling)) yield endEvent(sampling, sample, cause, failure);
}

function endEvent(
  sampling: Sampling,
  sample: Sample,
  cause: EndCause,
  failure: AppError | null = null,
): TraceEvent {
  sample.end = cause;
  const error = failure?.message ?? null;
  return {
    type: 'end',
    branch: sample.branch,
    cause,
    time: sampling.context.now(),
    error,
    cost: costOf(sampling, sample),
  };
}

/** The whole batch is counted in the branch that ends last; the others count only what was written. */
function costOf(sampling: Sampling, { lane }: Sample): TraceCost {
  if (openOf(sampling).length === 0) return sampling.meter.read(lane.generated, 0);
  return { generated: lane.generated, forced: 0, computed: 0, reused: 0, milliseconds: 0 };
}
