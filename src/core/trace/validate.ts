/**
 * Unknown data → Trace. Everything is bounded before use, and events must agree with one another (fold.ts), so that a
 * reader of a validated trace needs no checks of its own. Earlier versions are migrated first.
 */
import { AppError } from '../app-error.ts';
import type { Execution } from '../execution.ts';
import { TRACE_VERSION } from './events.ts';
import type {
  LabelMass,
  PTrueOrder,
  PTrueReading,
  SamplingSettings,
  TokenEvent,
  Trace,
  TraceCandidate,
  TraceCost,
  TraceEvent,
  TraceHeader,
  TraceProblem,
} from './events.ts';
import { foldTrace } from './fold.ts';
import type {
  BranchEvent,
  CheckEvent,
  CloseEvent,
  DecisionEvent,
  EndEvent,
  LabelsEvent,
  NoteEvent,
  PromptEvent,
  PTrueEvent,
  ProgramEvent,
  ResultEvent,
  SpanEvent,
  TokensEvent,
} from './event-kinds.ts';
import type { Message } from '../messages.ts';
import { migrateTrace } from './migrations.ts';
import * as s from './shape.ts';

const MAX_TEXT = 1_000_000;
const MAX_NAME = 10_000;
const MAX_EVENTS = 1_000_000;
const MAX_TOKENS = 1_000_000;
/** Over all branches: each copies what it keeps of its parent. */
const MAX_KEPT = 20_000_000;
/** Far more than a person makes; a list of so many is still drawn in time, and folding them stays fast. */
const MAX_OF_KIND: Readonly<Partial<Record<TraceEvent['type'], number>>> = {
  branch: 5_000,
  ptrue: 20_000,
  decision: 20_000,
  check: 20_000,
  program: 20_000,
  labels: 20_000,
  span: 20_000,
  result: 1,
};
const MAX_TOP = 64;
const MAX_MESSAGES = 1000;
const MAX_LABELS = 64;
const MAX_CANDIDATES = 5_000;
const MAX_INT = Number.MAX_SAFE_INTEGER;
/** Beyond what 64-bit sums of finite 32-bit logits can give. */
const REAL = s.number(-1e300, 1e300);
const LOGPROB = s.number(-1e300, 1e-3);
const PROBABILITY = s.number(0, 1.000001);
const NON_NEGATIVE = s.number(0, 1e300);
const COUNT = s.integer(0, MAX_INT);
const SEED = s.integer(-MAX_INT, MAX_INT);
const TOKEN_ID = s.integer(0, 2 ** 31 - 1);
const BYTES = s.byteText(MAX_NAME);

const settings = s.object<SamplingSettings>({
  temperature: s.number(0, 1000),
  topP: PROBABILITY,
  topK: s.integer(0, 2 ** 31 - 1),
});
const problem = s.object<TraceProblem>({
  text: s.text(MAX_TEXT),
  generated: s.nullable(
    s.object<NonNullable<TraceProblem['generated']>>({
      family: s.text(MAX_NAME),
      seed: SEED,
      difficulty: REAL,
    }),
  ),
});
const header = s.object<TraceHeader>({
  version: s.constant(TRACE_VERSION),
  app: s.text(MAX_NAME),
  engine: s.object<TraceHeader['engine']>({
    backend: s.text(MAX_NAME),
    threads: COUNT,
    precision: s.text(MAX_NAME),
  }),
  model: s.object<TraceHeader['model']>({ id: s.text(MAX_NAME), sha256: s.text(MAX_NAME), vocabSize: COUNT }),
  problem,
  method: s.object<TraceHeader['method']>({
    id: s.text(MAX_NAME),
    args: s.record(s.json(8, MAX_NAME), MAX_NAME),
  }),
  seed: SEED,
  createdAt: s.nullable(s.text(100)),
});
const token = s.object<TokenEvent>({
  id: TOKEN_ID,
  bytes: BYTES,
  logprob: LOGPROB,
  rank: s.integer(1, 2 ** 31 - 1),
  entropy: REAL,
  varentropy: REAL,
  margin: REAL,
  selfCertainty: REAL,
  sampledProb: s.nullable(PROBABILITY),
  forced: s.nullable(s.oneOf('marker', 'planted', 'edited', 'chosen')),
  special: s.boolean,
  top: s.list(s.object<TokenEvent['top'][number]>({ id: TOKEN_ID, logprob: LOGPROB, bytes: BYTES }), MAX_TOP),
});
const order = s.object<PTrueOrder>({ pTrue: PROBABILITY, mass: PROBABILITY });
const reading = s.object<PTrueReading>({
  question: s.text(MAX_TEXT),
  answer: s.text(MAX_TEXT),
  pTrue: PROBABILITY,
  trueFirst: order,
  falseFirst: order,
});
const cost = s.object<TraceCost>({
  generated: COUNT,
  forced: COUNT,
  computed: COUNT,
  reused: COUNT,
  milliseconds: NON_NEGATIVE,
});
const message = s.object<Message>({
  role: s.oneOf('system', 'user', 'assistant'),
  content: s.text(MAX_TEXT),
});
const candidate = s.object<TraceCandidate>({
  branch: COUNT,
  answer: s.nullable(s.text(MAX_TEXT)),
  score: s.nullable(REAL),
});
const event = s.tagged<TraceEvent>('type', {
  branch: s.object<BranchEvent>({
    type: s.oneOf('branch'),
    branch: COUNT,
    parent: s.nullable(COUNT),
    at: COUNT,
    reason: s.oneOf('answer', 'wait', 'backtrack', 'fork', 'edit', 'plant', 'sample'),
    label: s.text(MAX_NAME),
    settings,
    seed: SEED,
    time: NON_NEGATIVE,
    userTurn: s.nullable(s.text(MAX_TEXT)),
  }),
  tokens: s.object<TokensEvent>({
    type: s.oneOf('tokens'),
    branch: COUNT,
    at: COUNT,
    tokens: s.list(token, MAX_TOKENS),
    time: NON_NEGATIVE,
  }),
  end: s.object<EndEvent>({
    type: s.oneOf('end'),
    branch: COUNT,
    cause: s.oneOf('stop-token', 'budget', 'step-end', 'aborted', 'context-full', 'error'),
    time: NON_NEGATIVE,
    error: s.nullable(s.text(MAX_NAME)),
    cost,
  }),
  ptrue: s.object<PTrueEvent>({
    type: s.oneOf('ptrue'),
    branch: COUNT,
    at: COUNT,
    reading,
    time: NON_NEGATIVE,
  }),
  note: s.object<NoteEvent>({
    type: s.oneOf('note'),
    branch: COUNT,
    name: s.nullable(s.text(MAX_NAME)),
    pinned: s.boolean,
    pruned: s.boolean,
    time: NON_NEGATIVE,
  }),
  decision: s.object<DecisionEvent>({
    type: s.oneOf('decision'),
    branch: COUNT,
    at: COUNT,
    signal: s.oneOf('certainty', 'entropy', 'ptrue'),
    value: s.nullable(REAL),
    threshold: REAL,
    action: s.oneOf('accept', 'backtrack', 'inject', 'stop'),
    why: s.text(MAX_NAME),
    time: NON_NEGATIVE,
  }),
  prompt: s.object<PromptEvent>({
    type: s.oneOf('prompt'),
    branch: COUNT,
    messages: s.list(message, MAX_MESSAGES),
    time: NON_NEGATIVE,
  }),
  check: s.object<CheckEvent>({
    type: s.oneOf('check'),
    branch: COUNT,
    at: COUNT,
    said: s.text(MAX_NAME),
    time: NON_NEGATIVE,
  }),
  program: s.object<ProgramEvent>({
    type: s.oneOf('program'),
    branch: COUNT,
    at: COUNT,
    program: s.text(MAX_TEXT),
    execution: s.object<Execution>({
      end: s.oneOf('done', 'error', 'time', 'memory'),
      value: s.nullable(s.text(MAX_NAME)),
      printed: s.text(MAX_NAME),
      message: s.nullable(s.text(MAX_NAME)),
    }),
    time: NON_NEGATIVE,
  }),
  labels: s.object<LabelsEvent>({
    type: s.oneOf('labels'),
    branch: COUNT,
    at: COUNT,
    labels: s.list(s.object<LabelMass>({ label: s.text(MAX_NAME), mass: PROBABILITY }), MAX_LABELS),
    time: NON_NEGATIVE,
  }),
  span: s.object<SpanEvent>({ type: s.oneOf('span'), name: s.text(MAX_NAME), time: NON_NEGATIVE }),
  close: s.object<CloseEvent>({ type: s.oneOf('close'), time: NON_NEGATIVE }),
  result: s.object<ResultEvent>({
    type: s.oneOf('result'),
    candidates: s.list(candidate, MAX_CANDIDATES),
    chosen: s.nullable(COUNT),
    reason: s.text(MAX_NAME),
    time: NON_NEGATIVE,
  }),
});
const trace = s.object<Trace>({ header, events: s.list(event, MAX_EVENTS) });

/** Returns the trace rebuilt from what is known of the format, or the AppError that says what is wrong with it. */
export function validateTrace(value: unknown): Trace | AppError {
  try {
    const current = migrateTrace(value);
    checkCounts(current);
    const read = trace(current, 'trace');
    checkTokenIds(read);
    checkKept(read);
    foldTrace(read.events);
    return read;
  } catch (thrown) {
    return AppError.from(thrown);
  }
}

/** Before anything is rebuilt, so that a flood costs little. */
function checkCounts(value: unknown): void {
  const events = typeof value === 'object' && value !== null && 'events' in value ? value.events : null;
  if (!Array.isArray(events)) return;
  for (const [type, most] of Object.entries(MAX_OF_KIND)) {
    const count = events.filter((one: unknown) => typeOf(one) === type).length;
    if (count <= most) continue;
    throw new AppError(
      'malformed-file',
      `This trace is damaged: it has ${count.toLocaleString('en')} events “${type}”, and at most ${most.toLocaleString('en')} can be shown. Open an unchanged copy of the file.`,
    );
  }
}

function typeOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'type' in event ? event.type : null;
}

function checkTokenIds({ header: { model }, events }: Trace): void {
  for (const one of events) {
    if (one.type !== 'tokens') continue;
    const worst = one.tokens.reduce((most, { id, top }) => Math.max(most, id, ...top.map((c) => c.id)), -1);
    if (worst >= model.vocabSize)
      throw new AppError(
        'malformed-file',
        `This trace is damaged: token ${worst} is not in a vocabulary of ${model.vocabSize}. Open an unchanged copy of the file.`,
      );
  }
}

function checkKept({ events }: Trace): void {
  let kept = 0;
  for (const one of events) if (one.type === 'branch') kept += one.at;
  if (kept > MAX_KEPT)
    throw new AppError(
      'malformed-file',
      `This trace is damaged: its branches keep ${kept} tokens of one another, more than a run can make. Open an unchanged copy of the file.`,
    );
}
