import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tokens } from '#core/ids.ts';
import type { DecoderBackend, Row, RowRequest } from '#engine/decoder-backend.ts';
import { Scheduler } from './scheduler.ts';

const CHUNK = 8;
const BATCH = 3;
interface Call {
  readonly requests: readonly RowRequest[];
  readonly cached: readonly number[];
}

/** A row that names the sequence it stands for. */
function rowAfter(tokens: Tokens): Row {
  const lse = tokens.reduce((h, id) => (h * 31 + id + 1) % 99991, 7);
  const none = {
    max: 0,
    meanLogit: 0,
    entropy: 0,
    varentropy: 0,
    sumSquares: 0,
    margin: 0,
    selfCertainty: 0,
  };
  return { lse, ...none, top: [] };
}

/** Keeps the sequences of its last `memory` calls, and fails the test when calls overlap. */
function recorder(memory: number): { backend: DecoderBackend; calls: Call[] } {
  const calls: Call[] = [];
  let kept: Tokens[][] = [];
  let busy = false;
  const common = (a: Tokens, b: Tokens): number => {
    let n = 0;
    while (n < a.length && n < b.length && a[n] === b[n]) n++;
    return n;
  };
  const cachedLength = (tokens: Tokens): number =>
    Math.max(0, ...kept.flat().map((known) => common(known, tokens)));
  const backend: DecoderBackend = {
    ...{ id: 'scripted', reason: 'test', threads: 1, precision: 'none', context: 1000 },
    ...{ chunk: CHUNK, maxBatch: BATCH, cachedLength },
    async run(requests) {
      if (busy) throw new Error('two calls at once');
      busy = true;
      calls.push({ requests, cached: requests.map(({ tokens }) => cachedLength(tokens)) });
      await new Promise((resolve) => setTimeout(resolve, 0));
      kept = [requests.map(({ tokens }) => tokens), ...kept].slice(0, memory);
      busy = false;
      return requests.map(({ tokens, from }) =>
        tokens.slice(from).map((_, i) => rowAfter(tokens.slice(0, from + i + 1))),
      );
    },
    memory: () => ({ weightBytes: 0, cacheBytes: 0, cachedTokens: 0 }),
    dispose: () => Promise.resolve(),
  };
  return { backend, calls };
}

const question = fc
  .record({ tokens: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 40 }), at: fc.nat() })
  .map(({ tokens, at }) => ({ tokens, from: at % tokens.length, want: {} }));

describe('Scheduler', () => {
  it('answers every question rightly, one call at a time, in chunks and batches of the size allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(question, { maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (questions, memory) => {
          const { backend, calls } = recorder(memory);
          const scheduler = new Scheduler(backend);
          const answers = await Promise.all(questions.map((each) => scheduler.ask(each)));
          questions.forEach(({ tokens, from }, i) => {
            const expected = tokens.slice(from).map((_, k) => rowAfter(tokens.slice(0, from + k + 1)));
            expect(answers[i]).toEqual(expected);
          });
          for (const { requests, cached } of calls) {
            expect(requests.length).toBeLessThanOrEqual(BATCH);
            requests.forEach(({ tokens, from }, i) =>
              expect(tokens.length - Math.min(cached[i] as number, from)).toBeLessThanOrEqual(CHUNK),
            );
          }
          expect(scheduler.cost().passes).toBe(calls.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('comes to an end on a backend that keeps nothing at all', async () => {
    const { backend, calls } = recorder(0);
    const tokens = Array.from({ length: 30 }, (_, i) => i);
    await new Scheduler(backend).ask({ tokens, from: 29, want: {} });
    expect(calls.map(({ requests }) => requests[0]?.tokens.length)).toEqual([8, 16, 24, 30]);
  });

  it('lets a question wait for another that computes what both share', async () => {
    const { backend, calls } = recorder(9);
    const scheduler = new Scheduler(backend);
    const shared = Array.from({ length: 20 }, (_, i) => i);
    await Promise.all(
      [91, 92, 93].map((id) => scheduler.ask({ tokens: [...shared, id], from: 20, want: {} })),
    );
    expect(calls.map(({ requests }) => requests.length)).toEqual([1, 1, 1, 2]);
  });

  it('gives the failure of a call to those who were in it, and goes on', async () => {
    const { backend } = recorder(2);
    let broken = true;
    const run: DecoderBackend['run'] = (...args) => {
      if (!broken) return backend.run(...args);
      broken = false;
      return Promise.reject(new Error('out of luck'));
    };
    const scheduler = new Scheduler({ ...backend, run });
    const failing = scheduler.ask({ tokens: [1], from: 0, want: {} });
    await expect(failing).rejects.toMatchObject({ code: 'internal', message: 'out of luck' });
    expect(await scheduler.ask({ tokens: [1], from: 0, want: {} })).toEqual([rowAfter([1])]);
  });
});
