import { expect, test } from 'vitest';
import type { TokenEvent, TraceEvent } from '#core/trace/events.ts';
import { createEventBatch } from './event-batch.ts';

const token = (id: number): TokenEvent => ({
  id,
  bytes: 'x',
  logprob: -1,
  rank: 1,
  entropy: 1,
  varentropy: 0,
  margin: 0.5,
  selfCertainty: 2,
  sampledProb: null,
  forced: null,
  special: false,
  top: [],
});
const tokensAt = (at: number, id: number): TraceEvent => ({
  type: 'tokens',
  branch: 0,
  at,
  tokens: [token(id)],
  time: at,
});
const end: TraceEvent = {
  type: 'end',
  branch: 0,
  cause: 'stop-token',
  time: 9,
  error: null,
  cost: { generated: 1, forced: 0, computed: 1, reused: 0, milliseconds: 1 },
};

test('sends about 30 times a second, joins neighbouring tokens, and flushes the rest', () => {
  let clock = 0;
  const sent: (readonly TraceEvent[])[] = [];
  const batch = createEventBatch(
    (events) => sent.push(events),
    () => clock,
  );
  for (let i = 0; i < 10; i++) {
    clock += 10;
    batch.add(tokensAt(i, i));
  }
  batch.add(end);
  batch.flush();
  batch.flush();
  expect(sent.map((events) => events.length)).toEqual([1, 1, 2]);
  const ids = sent
    .flat()
    .flatMap((event) => (event.type === 'tokens' ? event.tokens.map(({ id }) => id) : []));
  expect(ids).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(sent.at(-1)?.at(-1)).toBe(end);
});

test('tokens that do not follow each other stay apart', () => {
  const sent: (readonly TraceEvent[])[] = [];
  const batch = createEventBatch(
    (events) => sent.push(events),
    () => 0,
  );
  batch.add(tokensAt(0, 1));
  batch.add(tokensAt(5, 2));
  batch.flush();
  expect(sent[0]).toHaveLength(2);
});
