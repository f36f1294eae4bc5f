/**
 * What every engine must keep to, whatever backend lies below: the same suite runs over all of them, on the tiny random
 * model (tiny-model.ts) or on another one that is described (contract-subject.ts), with the cache as the test asks for
 * it. What an engine says it lacks it must refuse.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Next, TokenStats } from '#engine/types.ts';
import {
  FULL,
  NO_CACHE,
  TINY_SUBJECT,
  codeOf,
  drawn,
  expectNear as expectWithin,
  expectTarget,
  one,
  tinyCache,
} from './contract-subject.ts';
import type { CacheSize, ContractSubject } from './contract-subject.ts';

export type OpenSubject = (cache: CacheSize) => Promise<Engine>;
const SHARED = [5, 4, 3, 2, 1];

/** @param subject what differs from the tiny model */
export function engineContract(
  name: string,
  open: OpenSubject,
  subject: Partial<ContractSubject> = {},
): void {
  describe(`engine contract: ${name}`, () => {
    const model = { ...TINY_SUBJECT, ...subject };
    const { runs, context, vocabSize, tolerance, padding, hiddenFloats } = model;
    const { token, sequence } = drawn(model);
    const expectNear = (a: Next, b: Next): void => expectWithin(a, b, tolerance);
    let engine: Engine;
    let tiny: Engine;
    /** Keeps nothing: what the others are compared with. */
    let off: Engine;
    // Shrinking a counterexample would run the model for minutes.
    const options = { numRuns: runs, endOnFailure: true };

    beforeAll(async () => {
      engine = await open({});
      tiny = await open(tinyCache(model));
      off = await open(NO_CACHE);
    });
    afterAll(async () => {
      for (const each of [engine, off]) await each.dispose();
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
        fc.asyncProperty(
          fc.array(sequence, { minLength: 2, maxLength: model.together }),
          async (sequences) => {
            for (const each of [engine, tiny, off]) {
              const batch = await each.next(sequences, FULL);
              for (const [i, tokens] of sequences.entries())
                expectNear(batch[i] as Next, await one(off, tokens));
            }
          },
        ),
        { ...options, numRuns: Math.ceil(runs / 2) },
      );
    });

    it('merges questions that arrive together', async () => {
      const fresh = [1, 2, 3].map((i) => [vocabSize - 9 - i, 7, i]);
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
            expectTarget(row, next, tolerance);
          }
        }),
        options,
      );
    });

    it('scores in chunks what is longer than a chunk', async () => {
      const rows = context - 20;
      const tokens = Array.from({ length: rows + 1 }, (_, i) => (i * i) % 200);
      const found = await engine.score(tokens, 1, FULL);
      expect(found).toHaveLength(rows);
      for (const i of [0, 127, 128, rows - 20, rows - 1])
        expectNear(found[i] as TokenStats, await one(off, tokens.slice(0, i + 1)));
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
            await engine.next([[...cut, ...tail], [...tokens, ...tail].slice(0, context), cut]);
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

    it('gives only what was asked for', async () => {
      const [plain] = await engine.next([[1, 2, 3, 4]]);
      expect(plain?.top).toEqual([]);
      expect(plain && ('logits' in plain || 'hidden' in plain)).toBe(false);
      const [rich] = await engine.next([[1, 2, 3, 4]], { topK: 64, logits: true });
      expect(rich?.top).toHaveLength(64);
      expect(rich?.logits).toHaveLength(vocabSize);
      expect(rich && 'hidden' in rich).toBe(false);
    });

    it('gives hidden states of every layer, or says that it lacks them and refuses', async () => {
      const asked = engine.next([[1, 2, 3, 4]], { hidden: true });
      if (engine.info.lacks?.includes('hidden')) {
        expect(await codeOf(asked)).toBe('backend-unavailable');
        return;
      }
      const [rich] = await asked;
      expect(rich?.hidden).toHaveLength(hiddenFloats);
      expect(rich?.hidden?.some((x) => x !== 0 && Number.isFinite(x))).toBe(true);
    });

    describe('aborting', () => {
      const most = context - 10;
      const shorter = Math.floor(context / 1.6);
      const long = (salt: number): number[] =>
        Array.from({ length: most }, (_, i) => (i * salt + salt) % 251);

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
        expect(engine.cost().computedTokens - before).toBeLessThan(most);
      });

      it('drops one of a batch and answers the rest, whenever the abort comes', async () => {
        await fc.assert(
          fc.asyncProperty(fc.nat({ max: 3 }), fc.nat({ max: 250 }), async (ticks, salt) => {
            const controller = new AbortController();
            const dropped = codeOf(engine.next([long(salt + 2)], {}, controller.signal));
            const kept = engine.next([long(salt + 3).slice(0, shorter)], FULL);
            for (let i = 0; i < ticks; i++) await new Promise((resolve) => setTimeout(resolve, 0));
            controller.abort();
            expect(['aborted', 'no error']).toContain(await dropped);
            expectNear((await kept)[0] as Next, await one(off, long(salt + 3).slice(0, shorter)));
          }),
          { ...options, numRuns: Math.min(8, runs) },
        );
      });
    });

    it('refuses what makes no sense, with a code and without running anything', async () => {
      const before = engine.cost();
      const tooLong = Array.from({ length: context + 1 }, () => 1);
      const padded = padding === null ? [] : [padding];
      expect(await codeOf(engine.next([[]]))).toBe('bad-input');
      for (const id of [-1, vocabSize, ...padded, 1.5, NaN])
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
      const full = Array.from({ length: context }, (_, i) => i % 50);
      expectNear(await one(engine, full), await one(off, full));
    });

    // The last: opening one more would take seconds on some engines.
    it('settles everything that is pending when it is disposed', async () => {
      const pending = [tiny.next([[1, 2, 3]]), tiny.next([[4, 5]])].map(codeOf);
      await tiny.dispose();
      expect(await Promise.all(pending)).toEqual(['aborted', 'aborted']);
      expect(await codeOf(tiny.next([[1]]))).toBe('aborted');
    });
  });
}
