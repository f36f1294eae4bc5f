import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { grow } from './grow.ts';
import { organismShape } from './organism-shape.ts';
import { createPacker } from './packing.ts';
import { initialise } from './parameters.ts';
import { freshState, openTrainer } from './trainer.ts';
import type { TrainerState } from './trainer.ts';

const SMALL: HyperParameters = {
  ...organismShape(12),
  ...{ layers: 2, hidden: 16, heads: 2, kvHeads: 1, headSize: 8, feedForward: 24 },
};
const SHAPE = { rows: 2, length: 16 };
const batch = () =>
  createPacker(() => ({ tokens: [1, 5, 7, 2, 9, 3], weights: [0, 1, 1, 1, 1, 1] }), 2, 16).nextBatch();

let runtime: GraphRuntime;
beforeAll(async () => {
  runtime = await openNodeRuntime();
});

async function trained(state: TrainerState, model: HyperParameters, steps: number) {
  const trainer = await openTrainer(runtime, model, SHAPE, state);
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) losses.push((await trainer.step(batch(), 0.01)).loss);
  const end = trainer.state();
  await trainer.release();
  return { losses, end };
}

describe('an organism that grows', () => {
  it('does what it did, to the last bit that matters, and learns on', async () => {
    const start = freshState(initialise(SMALL, createRng(1)));
    const { end } = await trained(start, SMALL, 5);
    const grown = grow(end, SMALL, 3, createRng(2));
    expect(grown.step).toBe(5);
    const same = await trained(end, SMALL, 1);
    const { losses, end: later } = await trained(grown, { ...SMALL, layers: 3 }, 5);
    expect(losses[0]).toBeCloseTo(same.losses[0] as number, 6);
    expect(losses[4]).toBeLessThan(losses[0] as number);
    expect(later.parameters.matrices).not.toEqual(grown.parameters.matrices);
  });

  it('keeps the moments of the layers it had, and begins the new ones with none', async () => {
    const { end } = await trained(freshState(initialise(SMALL, createRng(1))), SMALL, 3);
    const { m, v } = grow(end, SMALL, 3, createRng(2));
    const nonZero = (values: Float32Array) => values.filter((x) => x !== 0).length;
    expect(nonZero(m.matrices)).toBe(nonZero(end.m.matrices));
    expect(nonZero(v.vectors)).toBe(nonZero(end.v.vectors));
    expect(m.matrices.length).toBeGreaterThan(end.m.matrices.length);
  });

  it('stays as it is with the same number of layers', () => {
    const start = freshState(initialise(SMALL, createRng(1)));
    expect(grow(start, SMALL, 2, createRng(2))).toEqual(start);
  });
});
