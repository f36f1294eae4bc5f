import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TokenId, Tokens } from '#core/ids.ts';
import { GpuDevice, outOfMemory } from '#engine/gpu-device.ts';
import { paperDevice } from './engine-fixture.ts';
import { LogitTap, PublicBackend } from './public-backend.ts';

const logitsAfter = (tokens: Tokens): Float32Array =>
  Float32Array.from({ length: 5 }, (_, i) => (tokens.reduce((sum, id) => sum * 3 + id, i) % 17) + i);

/** Grows only, as the declared interface does; the sampler then spoils the logits it was handed. */
function growing(gpu: GpuDevice | null = null) {
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
    ...{ model, tap, gpu, missing: ['kvCache'], reason: 'web-llm.', precision: 'test', positions: 40 },
    ...{ chunk: 4, vocabSize: 4, bytesPerToken: 1, weightBytes: 0 },
  });
  return { subject, model, ran: () => ran };
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

it('knows nothing of a sequence in which a call failed', async () => {
  const { subject, model } = growing();
  const ask = async (tokens: Tokens): Promise<Float32Array | undefined> => {
    const [rows] = await subject.run([{ tokens, from: tokens.length - 1 }], { logits: true });
    return rows?.[0]?.logits;
  };
  await ask([1, 2, 0]);
  const { forward } = model;
  // The cache has grown by then.
  model.forward = async (tokens) => {
    await forward(tokens);
    throw new Error('once');
  };
  await expect(ask([1, 2, 0, 1])).rejects.toThrow('once');
  model.forward = forward;
  expect(subject.cachedLength([1, 2, 0, 1])).toBe(0);
  expect(await ask([1, 2, 0, 1, 1])).toEqual(logitsAfter([1, 2, 0, 1, 1]).slice(0, 4));
});

for (const [reason, code] of [
  ['unknown', 'device-lost'],
  ['destroyed', 'out-of-memory'],
] as const)
  it(`rejects what hangs and what comes later, and unloads nothing twice: ${code}`, async () => {
    const { device, lose } = paperDevice();
    const gpu = new GpuDevice(device as unknown as GPUDevice, 'test', outOfMemory);
    const { subject, model } = growing(gpu);
    model.forward = () => new Promise(() => undefined);
    let unloads = 0;
    model.unload = () => Promise.resolve(void unloads++);
    const asked = subject.run([{ tokens: [1, 2], from: 1 }], {});
    lose(reason);
    await expect(asked).rejects.toMatchObject({ code });
    await expect(subject.run([{ tokens: [1], from: 0 }], {})).rejects.toMatchObject({ code });
    await subject.dispose();
    expect(unloads).toBe(0);
  });
