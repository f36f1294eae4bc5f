/** Replays tests/oracle/train.py: every derivative rule and the whole training step against PyTorch float64. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { Graph } from '#engine/graph/graph.ts';
import type { Value } from '#engine/graph/graph.ts';
import { encodeModel } from '#engine/graph/onnx-model.ts';
import type { GraphRuntime, HostTensor } from '#engine/graph/runtime.ts';
import { backward } from '#train/backward.ts';
import * as ops from '#train/ops.ts';
import { layoutOf } from '#train/parameters.ts';
import { FAMILIES, OPTIMISER, trainingGraph } from '#train/training-graph.ts';
import { LIMIT, expectTensors, flatParameters, relativeError, tinyLlama } from './training-oracle.ts';
import type { Listed, ListedByName, TinySizes } from './training-oracle.ts';

interface RuleCase {
  readonly inputs: readonly Listed[];
  readonly cotangent: Listed;
  readonly gradients: readonly Listed[];
}
interface Step {
  readonly tokens: number[];
  readonly targets: number[];
  readonly positions: number[];
  readonly segments: number[];
  readonly weights: number[];
  readonly loss: number;
  readonly norm: number;
}
interface Oracle {
  readonly integers: Readonly<Record<'index' | 'column' | 'positions', Listed>>;
  readonly rules: Readonly<Record<string, RuleCase>>;
  readonly step: {
    readonly model: TinySizes;
    readonly rows: number;
    readonly length: number;
    readonly rates: readonly number[];
    readonly steps: readonly Step[];
    readonly initial: ListedByName;
    readonly gradients: ListedByName;
    readonly final: ListedByName;
  };
}
const oracle = JSON.parse(readFileSync(new URL('data/train.json', import.meta.url), 'utf8')) as Oracle;

type Build = (graph: Graph, x: Value, y: Value) => Value;
const given = (graph: Graph, { dims, data }: Listed) =>
  graph.constant('indices', 'int64', dims, BigInt64Array.from(data.map(BigInt)));
const angles = (graph: Graph, f: (angle: number) => number) =>
  graph.constant(
    'table',
    'float32',
    [5, 4],
    Float32Array.from({ length: 20 }, (_, i) => f(Math.floor(i / 4) * 10000 ** (-(i % 4) / 4))),
  );
const CASES: Readonly<Record<string, Build>> = {
  Add: ops.add,
  'Add broadcast': ops.add,
  Sub: ops.sub,
  Mul: ops.mul,
  Div: ops.div,
  Sigmoid: (graph, x) => ops.unary(graph, 'Sigmoid', x),
  Exp: (graph, x) => ops.unary(graph, 'Exp', x),
  Log: (graph, x) => ops.unary(graph, 'Log', x),
  ReduceSum: (graph, x) => ops.reduce(graph, 'ReduceSum', x, [1]),
  'Square of a sum': (graph, x) => {
    const sum = ops.reduce(graph, 'ReduceSum', x, [1]);
    return ops.mul(graph, sum, sum);
  },
  FusedMatMul: (graph, x, y) => ops.matMul(graph, x, y, { alpha: 0.5 }),
  'FusedMatMul transA': (graph, x, y) => ops.matMul(graph, x, y, { transA: true }),
  'FusedMatMul transB': (graph, x, y) => ops.matMul(graph, x, y, { transB: true }),
  'FusedMatMul transA transB': (graph, x, y) => ops.matMul(graph, x, y, { transA: true, transB: true }),
  Softmax: ops.softmax,
  Gather: (graph, x) => ops.gather(graph, x, given(graph, oracle.integers.index)),
  GatherElements: (graph, x) => ops.gatherElements(graph, x, given(graph, oracle.integers.column)),
  Reshape: (graph, x) => ops.reshape(graph, x, [2, 6]),
  Transpose: (graph, x) => ops.transpose(graph, x, [2, 0, 1]),
  Slice: (graph, x) => ops.slice(graph, x, 1, 1, 4),
  Concat: (graph, x, y) => ops.concat(graph, [x, y], 1),
  Identity: (graph, x) => graph.node('Identity', [x], {}, { dims: ops.dimsOf(x) }),
  SimplifiedLayerNormalization: (graph, x, y) => ops.rmsNorm(graph, x, y, 1e-5),
  RotaryEmbedding: (graph, x) => {
    const tables = { cos: angles(graph, Math.cos), sin: angles(graph, Math.sin) };
    return ops.rope(graph, x, given(graph, oracle.integers.positions), tables, 2);
  },
  'SiLU gate': (graph, x, y) => ops.mul(graph, ops.mul(graph, x, ops.unary(graph, 'Sigmoid', x)), y),
  'Cross-entropy': (graph, x) => {
    const shifted = ops.sub(graph, x, ops.reduce(graph, 'ReduceMax', x, [1]));
    const total = ops.reduce(graph, 'ReduceSum', ops.unary(graph, 'Exp', shifted), [1]);
    const picked = ops.gatherElements(graph, shifted, given(graph, oracle.integers.column));
    return ops.sub(graph, ops.unary(graph, 'Log', total), picked);
  },
};

const float = (data: ArrayLike<number>, dims: readonly number[]): HostTensor => ({
  type: 'float32',
  dims,
  data: Float32Array.from(data),
});
const floats = (tensor: HostTensor | undefined) => tensor?.data as Float32Array;
const familiesOf = (from: Readonly<Record<string, HostTensor>>, prefix: string) => ({
  matrices: floats(from[`${prefix}matrices`]),
  vectors: floats(from[`${prefix}vectors`]),
});

describe.each([{ wasm: false }, { wasm: true }])('the trainer equals PyTorch (wasm: $wasm)', (options) => {
  let runtime: GraphRuntime;
  beforeAll(async () => {
    runtime = await openNodeRuntime(options);
  });

  it.each(Object.keys(oracle.rules))('derivative of %s', async (name) => {
    const { inputs, cotangent, gradients } = oracle.rules[name] as RuleCase;
    const graph = new Graph();
    const values = inputs.map(({ dims }, i) => graph.input(`x${i}`, 'float32', dims));
    const y = (CASES[name] as Build)(graph, values[0] as Value, values[1] as Value);
    const c = graph.constant('c', 'float32', cotangent.dims, Float32Array.from(cotangent.data));
    const all = cotangent.dims.map((_, axis) => axis);
    const loss = ops.reshape(graph, ops.reduce(graph, 'ReduceSum', ops.mul(graph, y, c), all), []);
    backward(graph, loss, values).forEach((gradient, i) => graph.output(gradient, `g${i}`));
    const session = await runtime.create(encodeModel(graph));
    const out = await session.run(
      Object.fromEntries(inputs.map(({ data, dims }, i) => [`x${i}`, float(data, dims)])),
    );
    gradients.forEach(({ data, dims }, i) => {
      expect(out[`g${i}`]?.dims).toEqual(dims);
      expect(relativeError(floats(out[`g${i}`]), data)).toBeLessThan(LIMIT);
    });
    await session.release();
  });

  it('three whole steps: loss, norm, every gradient, parameters after clip and AdamW', async () => {
    const { step } = oracle;
    const model = tinyLlama(step.model, step.length);
    const { sizes } = layoutOf(model);
    const initial = flatParameters(model, step.initial);
    const graph = trainingGraph(model, { rows: step.rows, length: step.length }, { gradients: true });
    const session = await runtime.create(encodeModel(graph));
    let state: Record<string, HostTensor> = {};
    for (const family of FAMILIES) {
      const size = [sizes[family]];
      state[family] = float(initial[family], size);
      for (const moment of ['m', 'v'])
        state[`${moment}.${family}`] = float(new Float32Array(sizes[family]), size);
    }
    for (const [i, batch] of step.steps.entries()) {
      const dims = [step.rows, step.length];
      const longs = (data: readonly number[]): HostTensor => ({
        type: 'int64',
        dims,
        data: BigInt64Array.from(data.map(BigInt)),
      });
      const one = (value: number) => float([value], []);
      const out = await session.run({
        ...state,
        tokens: longs(batch.tokens),
        targets: longs(batch.targets),
        positions: longs(batch.positions),
        segments: { type: 'int32', dims, data: Int32Array.from(batch.segments) },
        weights: float(batch.weights, dims),
        divisor: one(batch.weights.reduce((sum, weight) => sum + weight, 0)),
        rate: one(step.rates[i] as number),
        correction1: one(1 - OPTIMISER.beta1 ** (i + 1)),
        correction2: one(1 - OPTIMISER.beta2 ** (i + 1)),
      });
      expect(relativeError(floats(out['loss']), [batch.loss])).toBeLessThan(LIMIT);
      expect(relativeError(floats(out['norm']), [batch.norm])).toBeLessThan(LIMIT);
      if (i === 0) expectTensors(model, familiesOf(out, 'gradient.'), step.gradients);
      state = Object.fromEntries(Object.keys(state).map((key) => [key, out[`next.${key}`] as HostTensor]));
    }
    expectTensors(model, familiesOf(state, ''), step.final);
    await session.release();
  });
});
