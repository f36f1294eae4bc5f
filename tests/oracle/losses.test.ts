/** Replays tests/oracle/losses.py: DPO, REINFORCE and the scorer of whole rows against PyTorch float64. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { Graph } from '#engine/graph/graph.ts';
import { encodeModel } from '#engine/graph/onnx-model.ts';
import type { GraphRuntime, HostTensor } from '#engine/graph/runtime.ts';
import { backward } from '#train/backward.ts';
import { batchFeeds, floatTensor, floatsOf } from '#train/feeds.ts';
import { preferenceLoss, weightedLoss } from '#train/loss.ts';
import type { LossHead } from '#train/loss.ts';
import * as ops from '#train/ops.ts';
import type { Batch } from '#train/packing.ts';
import { openSequenceScorer } from '#train/sequence-logprobs.ts';
import { freshState, openStepSession } from '#train/trainer.ts';
import { trainingGraph } from '#train/training-graph.ts';
import { LIMIT, expectTensors, flatParameters, relativeError, tinyLlama } from './training-oracle.ts';
import type { Listed, ListedByName, TinySizes } from './training-oracle.ts';

interface Oracle {
  readonly model: TinySizes;
  readonly rows: number;
  readonly length: number;
  readonly batch: Readonly<Record<'tokens' | 'targets' | 'positions' | 'segments', number[]>>;
  readonly mask: number[];
  readonly policy: ListedByName;
  readonly reference: ListedByName;
  readonly logprobs: { readonly policy: Listed; readonly reference: Listed };
  readonly dpo: {
    readonly beta: number;
    readonly loss: number;
    readonly rewards: Listed;
    readonly gradients: ListedByName;
  };
  readonly reinforce: {
    readonly divisor: number;
    readonly weights: number[];
    readonly loss: number;
    readonly gradients: ListedByName;
  };
  readonly softplus: Readonly<Record<'x' | 'y' | 'slope', Listed>>;
}
const oracle = JSON.parse(readFileSync(new URL('data/losses.json', import.meta.url), 'utf8')) as Oracle;
const shape = { rows: oracle.rows, length: oracle.length };
const model = tinyLlama(oracle.model, oracle.length);
const policy = flatParameters(model, oracle.policy);

function batchWith(weights: readonly number[]): Batch {
  const { tokens, targets, positions, segments } = oracle.batch;
  const long = (data: readonly number[]) => BigInt64Array.from(data, BigInt);
  return {
    ...shape,
    tokens: long(tokens),
    targets: long(targets),
    positions: long(positions),
    segments: Int32Array.from(segments),
    weights: Float32Array.from(weights),
    totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
    filled: segments.filter((segment) => segment > 0).length,
  };
}

describe.each([{ wasm: false }, { wasm: true }])('the losses equal PyTorch (wasm: $wasm)', (options) => {
  let runtime: GraphRuntime;
  beforeAll(async () => {
    runtime = await openNodeRuntime(options);
  });

  async function stepOf(loss: LossHead, batch: Batch, feeds: Readonly<Record<string, HostTensor>>) {
    const graph = trainingGraph(model, shape, { loss, gradients: true });
    const session = await openStepSession(runtime, graph, freshState(policy));
    const step = await session.step({ ...batchFeeds(batch), ...feeds }, 0);
    await session.release();
    return step;
  }
  function gradientsOf(told: Readonly<Record<string, HostTensor>>) {
    const [matrices, vectors] = [floatsOf(told, 'gradient.matrices'), floatsOf(told, 'gradient.vectors')];
    return { matrices, vectors };
  }

  it('log-probabilities of whole rows, of policy and reference', async () => {
    const scorer = await openSequenceScorer(runtime, model, shape);
    const batch = batchWith(oracle.mask);
    const { logprobs } = oracle;
    expect(relativeError(await scorer.score(policy, batch), logprobs.policy.data)).toBeLessThan(LIMIT);
    const reference = await scorer.score(flatParameters(model, oracle.reference), batch);
    expect(relativeError(reference, logprobs.reference.data)).toBeLessThan(LIMIT);
    await scorer.release();
  });

  it('DPO: loss, rewards and every gradient', async () => {
    const { beta, loss, rewards, gradients } = oracle.dpo;
    const reference = floatTensor(oracle.logprobs.reference.data, [shape.rows, 1]);
    const got = await stepOf(preferenceLoss(beta), batchWith(oracle.mask), { reference });
    expect(relativeError([got.loss], [loss])).toBeLessThan(LIMIT);
    expect(relativeError(floatsOf(got.told, 'rewards'), rewards.data)).toBeLessThan(LIMIT);
    expectTensors(model, gradientsOf(got.told), gradients);
  });

  it('REINFORCE: loss and every gradient, with weights of either sign and a divisor of its own', async () => {
    const { divisor, weights, loss, gradients } = oracle.reinforce;
    const got = await stepOf(weightedLoss, batchWith(weights), { divisor: floatTensor([divisor], []) });
    expect(relativeError([got.loss], [loss])).toBeLessThan(LIMIT);
    expectTensors(model, gradientsOf(got.told), gradients);
  });

  it('softplus and its derivative, far out too', async () => {
    const { x, y, slope } = oracle.softplus;
    const graph = new Graph();
    const input = graph.input('x', 'float32', x.dims);
    const output = ops.unary(graph, 'Softplus', input);
    const [gradient] = backward(graph, ops.reshape(graph, ops.reduce(graph, 'ReduceSum', output, [0]), []), [
      input,
    ]);
    if (gradient === undefined) throw new Error('one wanted value has one gradient');
    graph.output(output, 'y');
    graph.output(gradient, 'slope');
    const session = await runtime.create(encodeModel(graph));
    const out = await session.run({ x: floatTensor(x.data, x.dims) });
    expect(relativeError(floatsOf(out, 'y'), y.data)).toBeLessThan(LIMIT);
    expect(relativeError(floatsOf(out, 'slope'), slope.data)).toBeLessThan(LIMIT);
    await session.release();
  });
});
