/** Random traces that obey the rules of the format, for laws. */
import fc from 'fast-check';
import { TRACE_VERSION } from '#core/trace/events.ts';
import type { TokenEvent, Trace, TraceCost, TraceEvent, TraceHeader } from '#core/trace/events.ts';

const VOCAB = 300;
const real = fc.double({ min: -50, max: 50, noNaN: true }).map((x) => (x === 0 ? 0 : x));
const probability = fc.double({ min: 0, max: 1, noNaN: true }).map((x) => (x === 0 ? 0 : x));
const logprob = probability.map((x) => (x === 0 ? 0 : -50 * x));
const id = fc.nat(VOCAB - 1);
const bytes = fc.uint8Array({ maxLength: 4 }).map((array) => String.fromCharCode(...array));
const seed = fc.integer({ min: 0, max: 2 ** 31 });
const settings = fc.record({ temperature: fc.constantFrom(0, 0.7, 1), topP: probability, topK: fc.nat(100) });
const time = fc.nat(1e6);

const tokenArbitrary: fc.Arbitrary<TokenEvent> = fc.record({
  id,
  bytes,
  logprob,
  rank: fc.integer({ min: 1, max: VOCAB }),
  entropy: real,
  varentropy: real,
  margin: probability,
  selfCertainty: real,
  sampledProb: fc.option(probability),
  forced: fc.option(fc.constantFrom('marker', 'planted', 'edited', 'chosen')),
  special: fc.boolean(),
  top: fc.array(fc.record({ id, logprob, bytes }), { maxLength: 3 }),
});
const cost: fc.Arbitrary<TraceCost> = fc.record({
  generated: fc.nat(100),
  forced: fc.nat(100),
  computed: fc.nat(100),
  reused: fc.nat(100),
  milliseconds: fc.nat(100),
});
const order = fc.record({ pTrue: probability, mass: probability });
const reading = fc.record({
  question: fc.string(),
  answer: fc.string(),
  pTrue: probability,
  trueFirst: order,
  falseFirst: order,
});
const header: fc.Arbitrary<TraceHeader> = fc.record({
  version: fc.constant(TRACE_VERSION),
  app: fc.string(),
  engine: fc.record({ backend: fc.string(), threads: fc.nat(64), precision: fc.string() }),
  model: fc.record({ id: fc.string(), sha256: fc.string(), vocabSize: fc.constant(VOCAB) }),
  problem: fc.record({
    text: fc.string(),
    generated: fc.option(
      fc.record({ family: fc.string(), seed, difficulty: fc.integer({ min: 1, max: 5 }) }),
    ),
  }),
  method: fc.record({
    id: fc.string(),
    args: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean(), real)),
  }),
  seed,
  createdAt: fc.option(fc.constant('2026-01-01T00:00:00.000Z')),
});

/** What may happen next, as numbers that are fitted to the trace so far. */
const deed = fc.record({
  type: fc.constantFrom(
    ...(['branch', 'branch', 'tokens', 'tokens', 'tokens', 'end', 'ptrue', 'note', 'decision'] as const),
    ...(['prompt', 'check', 'program', 'labels', 'span', 'close'] as const),
  ),
  where: fc.nat(1000),
  at: fc.nat(1000),
  tokens: fc.array(tokenArbitrary, { maxLength: 4 }),
  settings,
  seed,
  time,
  cost,
  reading,
  text: fc.option(fc.string()),
  pinned: fc.boolean(),
  pruned: fc.boolean(),
  value: fc.option(real),
  threshold: real,
  signal: fc.constantFrom('certainty', 'entropy', 'ptrue'),
  action: fc.constantFrom('accept', 'backtrack', 'inject', 'stop'),
  reason: fc.constantFrom('answer', 'wait', 'backtrack', 'fork', 'edit', 'plant', 'sample'),
  cause: fc.constantFrom('stop-token', 'budget', 'step-end', 'aborted', 'context-full', 'error'),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function fit(deeds: readonly Deed[]): TraceEvent[] {
  const lengths: number[] = [];
  const fresh = new Set<number>();
  let spans = 0;
  return deeds.map((d): TraceEvent => {
    const branch = lengths.length === 0 ? 0 : d.where % lengths.length;
    const length = lengths[branch] ?? 0;
    const at = d.at % (length + 1);
    if (lengths.length === 0 || d.type === 'branch') {
      const parent = lengths.length === 0 || d.where % 3 === 0 ? null : branch;
      const kept = parent === null ? 0 : at;
      lengths.push(kept);
      fresh.add(lengths.length - 1);
      const { reason, settings, seed, time, text } = d;
      return {
        type: 'branch',
        branch: lengths.length - 1,
        parent,
        at: kept,
        reason,
        label: text ?? '',
        settings,
        seed,
        time,
        userTurn: text,
      };
    }
    if (d.type === 'tokens') {
      lengths[branch] = length + d.tokens.length;
      fresh.delete(branch);
      return { type: 'tokens', branch, at: length, tokens: d.tokens, time: d.time };
    }
    if (d.type === 'end')
      return { type: 'end', branch, cause: d.cause, time: d.time, error: d.text, cost: d.cost };
    if (d.type === 'ptrue') return { type: 'ptrue', branch, at, reading: d.reading, time: d.time };
    const { pinned, pruned, signal, value, threshold, action, text, time } = d;
    if (d.type === 'close' && spans > 0) {
      spans -= 1;
      return { type: 'close', time };
    }
    if (d.type === 'span') {
      spans += 1;
      return { type: 'span', name: text ?? '', time };
    }
    if (d.type === 'prompt' && fresh.has(branch))
      return { type: 'prompt', branch, messages: [{ role: 'user', content: text ?? '' }], time };
    if (d.type === 'program') {
      const execution = { end: 'done', value: text, printed: text ?? '', message: null } as const;
      return { type: 'program', branch, at, program: text ?? '', execution, time };
    }
    if (d.type === 'labels')
      return { type: 'labels', branch, at, labels: [{ label: text ?? '', mass: d.reading.pTrue }], time };
    if (d.type === 'check') return { type: 'check', branch, at, said: text ?? '', time };
    if (d.type === 'note') return { type: 'note', branch, name: text, pinned, pruned, time };
    return { type: 'decision', branch, at, signal, value, threshold, action, why: text ?? '', time };
  });
}

export const eventsArbitrary: fc.Arbitrary<TraceEvent[]> = fc.array(deed, { maxLength: 30 }).map(fit);
/** Every branch a candidate, the last one chosen. */
const concluded = fc.tuple(eventsArbitrary, fc.option(time)).map(([events, at]): TraceEvent[] => {
  const branches = events.filter((event) => event.type === 'branch');
  if (at === null) return events;
  const candidates = branches.map(({ branch, label }) => ({ branch, answer: label, score: branch / 2 }));
  const chosen = candidates.length === 0 ? null : candidates.length - 1;
  return [...events, { type: 'result', candidates, chosen, reason: 'the last', time: at }];
});
export const traceArbitrary: fc.Arbitrary<Trace> = fc.record({ header, events: concluded });
