import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TokenId, Tokens } from '#core/ids.ts';
import { LogitTap, PublicBackend } from './public-backend.ts';

const logitsAfter = (tokens: Tokens): Float32Array =>
  Float32Array.from({ length: 5 }, (_, i) => (tokens.reduce((sum, id) => sum * 3 + id, i) % 17) + i);

/** Grows only, as the declared interface does; the sampler then spoils the logits it was handed. */
function growing(): { subject: PublicBackend; ran: () => number } {
  const tap = new LogitTap();
  let held: TokenId[] = [];
  let ran = 0;
  const model = {
    forward: (tokens: TokenId[]) => {
      held.push(...tokens);
      ran += tokens.length;
      tap.processLogits(logitsAfter(held)).fill(NaN);
      return Promise.resolve();
    },
    reset: () => {
      held = [];
      return Promise.resolve();
    },
    unload: () => Promise.resolve(),
  };
  const subject = new PublicBackend({
    ...{ model, tap, missing: ['kvCache'], reason: 'web-llm.', precision: 'test', positions: 40 },
    ...{ chunk: 4, vocabSize: 4, bytesPerToken: 1, weightBytes: 0 },
  });
  return { subject, ran: () => ran };
}

it('gives every row, whatever was asked before, and says why it reads again', async () => {
  const sequence = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(sequence, fc.nat({ max: 6 }))), async (asked) => {
      const { subject } = growing();
      for (const [tokens, back] of asked) {
        const from = Math.max(0, tokens.length - back);
        const [rows] = await subject.run([{ tokens, from }], { logits: true });
        expect(rows?.map(({ logits }) => logits)).toEqual(
          tokens.slice(from).map((_, i) => logitsAfter(tokens.slice(0, from + i + 1)).slice(0, 4)),
        );
      }
    }),
    { numRuns: 200 },
  );
  expect(growing().subject.reason).toBe(
    'web-llm. Going back reads again from the start, since this web-llm has no kvCache.',
  );
});

it('goes on for the price of what is new, and back for the price of all', async () => {
  const { subject, ran } = growing();
  const ask = async (tokens: Tokens): Promise<number> => {
    const before = ran();
    await subject.run([{ tokens, from: tokens.length - 1 }], {});
    return ran() - before;
  };
  expect(await ask([1, 2, 3])).toBe(3);
  expect(await ask([1, 2, 3, 4])).toBe(1);
  expect(subject.cachedLength([1, 2])).toBe(0);
  expect(await ask([1, 2])).toBe(2);
});
