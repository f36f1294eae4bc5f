/**
 * One ONNX graph for one training step: forward, loss, backward, clipping and AdamW. Parameters and moments go in and
 * come out as flat arrays; inputs and outputs are named by the constants below.
 */
import { Graph } from '#engine/graph/graph.ts';
import type { Value } from '#engine/graph/graph.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { adamW, clipFactor } from './adamw.ts';
import type { AdamWOptions, Moments, StepScalars } from './adamw.ts';
import { backward } from './backward.ts';
import type { RowShape } from './decoder-forward.ts';
import { weightedLoss } from './loss.ts';
import type { LossHead } from './loss.ts';
import * as ops from './ops.ts';
import { layoutOf } from './parameters.ts';
import type { Family, ParameterLayout } from './parameters.ts';
import { sliceParameters, tokenLosses } from './token-losses.ts';

export const FAMILIES: readonly Family[] = ['matrices', 'vectors'];
export const OPTIMISER = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, clip: 1 } as const;
export const MATRIX_DECAY = 0.05;

export interface TrainingGraphOptions {
  /** Default: weighted cross-entropy, with the scalar input `divisor`. */
  readonly loss?: LossHead;
  /** Also output `gradient.matrices` and `gradient.vectors` before clipping; for tests. */
  readonly gradients?: boolean;
}

/**
 * Inputs: tokens, targets, positions int64 [B, T], segments int32 [B, T], weights float32 [B, T], scalars rate,
 * correction1, correction2, per family F: F, m.F, v.F, and those of the loss.
 * Outputs: loss, norm (of the whole gradient before clipping), per family next.F, next.m.F, next.v.F, and what the loss
 * tells.
 */
export function trainingGraph(
  model: HyperParameters,
  shape: RowShape,
  { loss: head = weightedLoss, gradients: withGradients = false }: TrainingGraphOptions = {},
): Graph {
  const graph = new Graph();
  const layout = layoutOf(model);
  const state = {
    matrices: stateInputs(graph, layout, 'matrices'),
    vectors: stateInputs(graph, layout, 'vectors'),
  };
  const flat = { matrices: state.matrices.parameters, vectors: state.vectors.parameters };
  const weights = sliceParameters(graph, layout, flat);
  const { loss, told = {} } = head(
    graph,
    tokenLosses(graph, model, shape, (name) => weights.get(name) as Value),
  );
  const gradients = flatGradients(graph, layout, loss, weights);
  const { factor, norm } = clipFactor(graph, gradients, OPTIMISER.clip);
  const scalars = scalarInputs(graph);
  graph.output(loss, 'loss');
  graph.output(norm, 'norm');
  for (const [name, value] of Object.entries(told)) graph.output(value, name);
  FAMILIES.forEach((family, i) => {
    const gradient = gradients[i] as Value;
    if (withGradients) graph.output(gradient, `gradient.${family}`);
    const clipped = ops.mul(graph, gradient, factor);
    const next = adamW(graph, state[family], clipped, scalars, decayOf(family));
    graph.output(next.parameters, `next.${family}`);
    graph.output(next.m, `next.m.${family}`);
    graph.output(next.v, `next.v.${family}`);
  });
  return graph;
}

function decayOf(family: Family): AdamWOptions {
  return { ...OPTIMISER, weightDecay: family === 'matrices' ? MATRIX_DECAY : 0 };
}

function stateInputs(graph: Graph, { sizes }: ParameterLayout, family: Family): Moments {
  const input = (name: string) => graph.input(name, 'float32', [sizes[family]]);
  return { parameters: input(family), m: input(`m.${family}`), v: input(`v.${family}`) };
}

function scalarInputs(graph: Graph): StepScalars {
  const input = (name: string) => graph.input(name, 'float32', []);
  return { rate: input('rate'), correction1: input('correction1'), correction2: input('correction2') };
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
