/**
 * One ONNX graph for one training step: forward, backward, clipping and AdamW. Parameters and moments go in and come
 * out as flat arrays; inputs and outputs are named by the constants below.
 */
import { Graph } from '#engine/graph/graph.ts';
import type { Value } from '#engine/graph/graph.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { adamW, clipFactor } from './adamw.ts';
import type { AdamWOptions, Moments, StepScalars } from './adamw.ts';
import { backward } from './backward.ts';
import { decoderForward } from './decoder-forward.ts';
import type { RowShape } from './decoder-forward.ts';
import { crossEntropy } from './loss.ts';
import * as ops from './ops.ts';
import { layoutOf } from './parameters.ts';
import type { Family, ParameterLayout } from './parameters.ts';

export const FAMILIES: readonly Family[] = ['matrices', 'vectors'];
export const OPTIMISER = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, clip: 1 } as const;
export const MATRIX_DECAY = 0.05;

export interface TrainingGraphOptions {
  /** Also output `gradient.matrices` and `gradient.vectors` before clipping; for tests. */
  readonly gradients?: boolean;
}

/**
 * Inputs: tokens, targets, positions int64 [B, T], segments int32 [B, T], weights float32 [B, T], scalars divisor, rate,
 * correction1, correction2, and per family F: F, m.F, v.F.
 * Outputs: loss, norm (of the whole gradient before clipping), and per family next.F, next.m.F, next.v.F.
 */
export function trainingGraph(
  model: HyperParameters,
  shape: RowShape,
  options: TrainingGraphOptions = {},
): Graph {
  const graph = new Graph();
  const layout = layoutOf(model);
  const state = FAMILIES.map((family) => stateInputs(graph, family, layout.sizes[family]));
  const weights = sliceParameters(graph, layout, state);
  const loss = batchLoss(graph, model, shape, (name) => weights.get(name) as Value);
  const gradients = flatGradients(graph, layout, loss, weights);
  const { factor, norm } = clipFactor(graph, gradients, OPTIMISER.clip);
  const scalars = scalarInputs(graph);
  graph.output(loss, 'loss');
  graph.output(norm, 'norm');
  FAMILIES.forEach((family, i) => {
    const gradient = gradients[i] as Value;
    if (options.gradients) graph.output(gradient, `gradient.${family}`);
    const next = adamW(
      graph,
      state[i] as Moments,
      ops.mul(graph, gradient, factor),
      scalars,
      decayOf(family),
    );
    graph.output(next.parameters, `next.${family}`);
    graph.output(next.m, `next.m.${family}`);
    graph.output(next.v, `next.v.${family}`);
  });
  return graph;
}

function decayOf(family: Family): AdamWOptions {
  return { ...OPTIMISER, weightDecay: family === 'matrices' ? MATRIX_DECAY : 0 };
}

function stateInputs(graph: Graph, family: Family, size: number): Moments {
  const input = (name: string) => graph.input(name, 'float32', [size]);
  return { parameters: input(family), m: input(`m.${family}`), v: input(`v.${family}`) };
}

function scalarInputs(graph: Graph): StepScalars {
  const input = (name: string) => graph.input(name, 'float32', []);
  return { rate: input('rate'), correction1: input('correction1'), correction2: input('correction2') };
}

function sliceParameters(
  graph: Graph,
  layout: ParameterLayout,
  state: readonly Moments[],
): Map<string, Value> {
  return new Map(
    layout.slots.map(({ name, family, dims, offset, size }) => {
      const flat = (state[FAMILIES.indexOf(family)] as Moments).parameters;
      return [name, ops.reshape(graph, ops.slice(graph, flat, 0, offset, offset + size), dims)];
    }),
  );
}

function batchLoss(
  graph: Graph,
  model: HyperParameters,
  shape: RowShape,
  weight: (name: string) => Value,
): Value {
  const dims = [shape.rows, shape.length];
  const count = shape.rows * shape.length;
  const input = (name: string, type: 'int64' | 'int32' | 'float32') => graph.input(name, type, dims);
  const inputs = {
    tokens: input('tokens', 'int64'),
    positions: input('positions', 'int64'),
    segments: input('segments', 'int32'),
  };
  const column = (value: Value) => ops.reshape(graph, value, [count, 1]);
  const [targets, weights] = [column(input('targets', 'int64')), column(input('weights', 'float32'))];
  const divisor = graph.input('divisor', 'float32', []);
  return crossEntropy(graph, decoderForward(graph, model, shape, inputs, weight), targets, weights, divisor);
}

function flatGradients(
  graph: Graph,
  layout: ParameterLayout,
  loss: Value,
  weights: ReadonlyMap<string, Value>,
): Value[] {
  const gradients = backward(graph, loss, [...weights.values()]);
  return FAMILIES.map((family) => {
    const parts = layout.slots.flatMap((slot, i) =>
      slot.family === family ? [ops.reshape(graph, gradients[i] as Value, [slot.size])] : [],
    );
    return ops.concat(graph, parts, 0);
  });
}
