/**
 * What every engine must keep to, whatever backend lies below: the same suite runs over all of them. Engines are opened
 * on the tiny random model (tiny-model.ts), with the cache as the test asks for it.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { Tokens } from '#core/ids.ts';
import type { Engine, Next, TokenStats } from '#engine/types.ts';
import { TINY } from './tiny-model.ts';

export interface CacheSize {
  /** Absent: the engine's default. */
  readonly cacheBytes?: number;
  readonly answerBytes?: number;
}
export type OpenTiny = (cache: CacheSize) => Promise<Engine>;

/** Holds about forty tokens of the tiny model. */
const TINY_CACHE: CacheSize = {
  cacheBytes: 40 * TINY.layers * 2 * TINY.kvHeads * TINY.headSize * 4,
  answerBytes: 2000,
};
const NO_CACHE: CacheSize = { cacheBytes: 0, answerBytes: 0 };

const token = fc.integer({ min: 0, max: TINY.vocabSize - 1 });
/** Few distinct tokens, so that sequences share prefixes; some are long. */
const sequence = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 12 }),
  fc.array(token, { minLength: 1, maxLength: 40 }),
  fc.integer({ min: 100, max: 300 }).map((n) => Array.from({ length: n }, (_, i) => (i * 7) % 5)),
);
const SHARED = [5, 4, 3, 2, 1];
const FULL = { topK: 5, logits: true } as const;

function expectNear(a: Next, b: Next, tolerance = 1e-4): void {
  for (const key of ['lse', 'max', 'meanLogit', 'entropy', 'varentropy', 'margin', 'selfCertainty'] as const)
    expect(Math.abs(a[key] - b[key])).toBeLessThan(tolerance);
  const difference = a.logits?.reduce(
    (most, z, i) => Math.max(most, Math.abs(z - (b.logits?.[i] ?? NaN))),
    0,
  );
  if (a.logits) expect(difference).toBeLessThan(tolerance);
}
const one = async (engine: Engine, tokens: Tokens): Promise<Next> =>
  (await engine.next([tokens], FULL))[0] as Next;
async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : `not an AppError: ${String(error)}`),
  );
}

export function engineContract(name: string, open: OpenTiny, runs = 25): void {
  describe(`engine contract: ${name}`, () => {
    let engine: Engine;
    let tiny: Engine;
    let off: Engine;
    // Shrinking a counterexample would run the model for minutes.
    const options = { numRuns: runs, endOnFailure: true };

    beforeAll(async () => {
      engine = await open({});
      tiny = await open(TINY_CACHE);
      off = await open(NO_CACHE);
    });
    afterAll(async () => {
      for (const each of [engine, tiny, off]) await each.dispose();
    });

    it('gives the same logits with the cache on, tiny and off', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(sequence, { minLength: 1, maxLength: 4 }), async (sequences) => {
          for (const tokens of sequences) {
            const reference = await one(off, tokens);
            expectNear(await one(engine, tokens), reference);
            expectNear(await one(tiny, tokens), reference);
          }
        }),
        options,
      );
      // Chance may have drawn nothing that shares a beginning.
      for (const tokens of [SHARED, [...SHARED, 6]])
        for (const each of [engine, tiny, off]) await one(each, tokens);
      expect(engine.cost().computedTokens).toBeLessThan(off.cost().computedTokens);
      expect(off.cost().reusedTokens).toBe(0);
      expect(off.memory().cachedTokens).toBe(0);
    });

    it('gives a batch of n what it gives n singles', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(sequence, { minLength: 2, maxLength: 9 }), async (sequences) => {
          for (const each of [engine, tiny, off]) {
            const batch = await each.next(sequences, FULL);
            for (const [i, tokens] of sequences.entries())
              expectNear(batch[i] as Next, await one(off, tokens));
          }
        }),
        { ...options, numRuns: Math.ceil(runs / 2) },
      );
    });

    it('merges questions that arrive together', async () => {
      const fresh = [1, 2, 3].map((i) => [250 - i, 7, i]);
      const before = engine.cost().passes;
      await Promise.all(fresh.map((tokens) => engine.next([tokens])));
      expect(engine.cost().passes).toBe(before + 1);
    });

    it('scores as repeated next would', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(token, { minLength: 2, maxLength: 30 }), fc.nat(), async (tokens, at) => {
          const from = 1 + (at % tokens.length);
          const stats = await engine.score(tokens, from, FULL);
          expect(stats.map(({ id }) => id)).toEqual(tokens.slice(from));
          for (const [i, row] of stats.entries()) {
            const next = await one(off, tokens.slice(0, from + i));
            expectNear(row, next);
            expectTarget(row, next);
          }
        }),
        options,
      );
    });

    it('scores in chunks what is longer than a chunk', async () => {
      const tokens = Array.from({ length: 301 }, (_, i) => (i * i) % 200);
      const rows = await engine.score(tokens, 1, FULL);
      expect(rows).toHaveLength(300);
      for (const i of [0, 127, 128, 200, 299])
        expectNear(rows[i] as TokenStats, await one(off, tokens.slice(0, i + 1)));
    });

    it('is changed neither by forks nor by going back', async () => {
      await fc.assert(
        fc.asyncProperty(
          sequence,
          fc.array(token, { minLength: 1, maxLength: 5 }),
          fc.nat(),
          async (tokens, tail, at) => {
            const first = await one(engine, tokens);
            const cut = tokens.slice(0, 1 + (at % tokens.length));
            await engine.next([[...cut, ...tail], [...tokens, ...tail].slice(0, TINY.context), cut]);
            expectNear(await one(engine, tokens), first);
          },
        ),
        options,
      );
    });

    it('computes nothing for what was just asked', async () => {
      const tokens = [9, 8, 7, 6, 5];
      const first = await one(engine, tokens);
      const before = engine.cost();
      expect(await one(engine, tokens)).toEqual(first);
      expect(engine.cost()).toEqual(before);
    });

    it('computes one token for one more token', async () => {
      const tokens = [9, 8, 7, 6, 5, 4];
      await one(engine, tokens);
      const before = engine.cost().computedTokens;
      await one(engine, [...tokens, 3]);
      expect(engine.cost().computedTokens).toBe(before + 1);
    });

    it('gives hidden states of every layer, and only what was asked for', async () => {
      const [plain] = await engine.next([[1, 2, 3, 4]]);
      expect(plain?.top).toEqual([]);
      expect(plain && ('logits' in plain || 'hidden' in plain)).toBe(false);
      const [rich] = await engine.next([[1, 2, 3, 4]], { topK: 64, logits: true, hidden: true });
      expect(rich?.top).toHaveLength(64);
      expect(rich?.logits).toHaveLength(TINY.vocabSize);
      expect(rich?.hidden).toHaveLength((TINY.layers + 1) * TINY.hidden);
      expect(rich?.hidden?.some((x) => x !== 0 && Number.isFinite(x))).toBe(true);
    });

    describe('aborting', () => {
      const long = (salt: number): number[] => Array.from({ length: 310 }, (_, i) => (i * salt + salt) % 251);

      it('rejects at once when aborted before, and leaves the engine usable', async () => {
        expect(await codeOf(engine.next([[1, 2]], {}, AbortSignal.abort()))).toBe('aborted');
        expect(await codeOf(engine.score([1, 2], 1, {}, AbortSignal.abort()))).toBe('aborted');
        expectNear(await one(engine, [1, 2]), await one(off, [1, 2]));
      });

      it('stops a long prefill at a chunk', async () => {
        const controller = new AbortController();
        const before = engine.cost().computedTokens;
        const asked = engine.next([long(3)], {}, controller.signal);
        // The first chunk is in flight when the second macrotask comes.
        await new Promise((resolve) => setTimeout(resolve, 0));
        controller.abort();
        expect(await codeOf(asked)).toBe('aborted');
        expectNear(await one(engine, [4, 4]), await one(off, [4, 4]));
        expect(engine.cost().computedTokens - before).toBeLessThan(310);
      });

      it('drops one of a batch and answers the rest, whenever the abort comes', async () => {
        await fc.assert(
          fc.asyncProperty(fc.nat({ max: 3 }), fc.nat({ max: 250 }), async (ticks, salt) => {
            const controller = new AbortController();
            const dropped = codeOf(engine.next([long(salt + 2)], {}, controller.signal));
            const kept = engine.next([long(salt + 3).slice(0, 200)], FULL);
            for (let i = 0; i < ticks; i++) await new Promise((resolve) => setTimeout(resolve, 0));
            controller.abort();
            expect(['aborted', 'no error']).toContain(await dropped);
            expectNear((await kept)[0] as Next, await one(off, long(salt + 3).slice(0, 200)));
          }),
          { ...options, numRuns: 8 },
        );
      });
    });

    it('refuses what makes no sense, with a code and without running anything', async () => {
      const before = engine.cost();
      const tooLong = Array.from({ length: TINY.context + 1 }, () => 1);
      expect(await codeOf(engine.next([[]]))).toBe('bad-input');
      for (const id of [-1, TINY.vocabSize, TINY.embeddingRows - 1, 1.5, NaN])
        expect(await codeOf(engine.next([[1, id]]))).toBe('bad-input');
      expect(await codeOf(engine.next([tooLong]))).toBe('context-full');
      expect(await codeOf(engine.score(tooLong, 1))).toBe('context-full');
      for (const from of [0, -1, 4, 1.5])
        expect(await codeOf(engine.score([1, 2, 3], from))).toBe('bad-input');
      for (const topK of [-1, 65, 0.5]) expect(await codeOf(engine.next([[1]], { topK }))).toBe('bad-input');
      expect(await engine.score([1, 2, 3], 3)).toEqual([]);
      expect(await engine.next([])).toEqual([]);
      expect(engine.cost()).toEqual(before);
    });

    it('uses the whole context', async () => {
      const full = Array.from({ length: TINY.context }, (_, i) => i % 50);
      expectNear(await one(engine, full), await one(off, full));
    });

    it('settles everything that is pending when it is disposed', async () => {
      const short = await open({});
      const pending = [short.next([[1, 2, 3]]), short.next([[4, 5]])].map(codeOf);
      await short.dispose();
      expect(await Promise.all(pending)).toEqual(['aborted', 'aborted']);
      expect(await codeOf(short.next([[1]]))).toBe('aborted');
    });
  });
}

/** Log-probability and rank of the token, straight from the logits. */
function expectTarget(row: TokenStats, next: Next): void {
  const logits = next.logits as Float32Array;
  const mine = logits[row.id] as number;
  expect(Math.abs(row.logprob - (mine - next.lse))).toBeLessThan(1e-4);
  const own = row.logits as Float32Array;
  const value = own[row.id] as number;
  const better = own.filter((z, id) => z > value || (z === value && id < row.id)).length;
  expect(row.rank).toBe(better + 1);
}
