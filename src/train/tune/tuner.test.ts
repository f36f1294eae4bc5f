import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { AppError } from '#core/app-error.ts';
import { openSftTuner } from './sft-tuner.ts';
import { countingPair, tinyStart } from './tune-fixture.ts';
import { tune } from './tuner.ts';

async function countingTuner() {
  const rng = createRng(4);
  const stream = {
    nextDocument: () => countingPair(rng).chosen,
    state: () => null,
    restore: () => undefined,
  };
  return openSftTuner(await tinyStart(4), stream);
}

describe('the tuning loop', () => {
  it('learns step by step, with a rate that rises, holds and falls', async () => {
    const tuner = await countingTuner();
    const rates: number[] = [];
    const spied = {
      ...tuner,
      step: (rate: number) => {
        rates.push(rate);
        return tuner.step(rate);
      },
    };
    const losses: number[] = [];
    for await (const { step, loss, tokens } of tune(spied, { steps: 50, peak: 0.02 })) {
      expect(step).toBe(losses.push(loss));
      expect(tokens).toBeGreaterThan(0);
    }
    expect(losses).toHaveLength(50);
    expect(losses[0]).toBeCloseTo(Math.log(12), 0);
    expect(losses.at(-1)).toBeLessThan(1.2);
    expect(rates.slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((step) => (0.02 * step) / 5));
    expect(rates[20]).toBe(0.02);
    expect(rates.at(-1)).toBeLessThan(0.003);
    await tuner.release();
  });

  it('keeps what was done when it is stopped, within a step too', async () => {
    const tuner = await countingTuner();
    const stop = new AbortController();
    const stopping = {
      ...tuner,
      step: async (rate: number) => {
        if (!stop.signal.aborted) return tuner.step(rate);
        throw new AppError('aborted', 'Stopped.');
      },
    };
    const steps: number[] = [];
    for await (const { step } of tune(stopping, { steps: 9, peak: 0.01, signal: stop.signal })) {
      steps.push(step);
      if (step === 3) stop.abort();
    }
    expect(steps).toEqual([1, 2, 3]);
    const failing = { ...tuner, step: () => Promise.reject(new AppError('internal', 'broken')) };
    await expect(tune(failing, { steps: 1, peak: 0.01 }).next()).rejects.toMatchObject({ code: 'internal' });
    await tuner.release();
  });

  it('says so when the loss is no longer a number', async () => {
    const tuner = await countingTuner();
    const broken = { ...tuner, step: async (rate: number) => ({ ...(await tuner.step(rate)), loss: NaN }) };
    await expect(tune(broken, { steps: 1, peak: 0.01 }).next()).rejects.toMatchObject({ facts: { step: 1 } });
    await tuner.release();
  });
});
