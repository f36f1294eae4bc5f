/**
 * AdamW (Loshchilov & Hutter 2019) and global-norm clipping, as PyTorch computes them:
 * g ← g · min(1, c / (‖g‖ + 1e-6)); m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²;
 * p ← p (1 − ηλ) − η/(1−β₁ᵗ) · m / (√v / √(1−β₂ᵗ) + ε).
 */
import type { Graph, Value } from '#engine/graph/graph.ts';
import * as ops from './ops.ts';

export interface AdamWOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}
/** Scalars that change every step. */
export interface StepScalars {
  /** η. */
  readonly rate: Value;
  /** 1 − β₁ᵗ. */
  readonly correction1: Value;
  /** 1 − β₂ᵗ. */
  readonly correction2: Value;
}
export interface Moments {
  readonly parameters: Value;
  readonly m: Value;
  readonly v: Value;
}

/** Factor min(1, limit / (‖g‖ + 1e-6)) over all gradients together, and the norm ‖g‖ itself; both scalars. */
export function clipFactor(
  graph: Graph,
  gradients: readonly Value[],
  limit: number,
): { factor: Value; norm: Value } {
  const squares = gradients.map((g) => ops.reduce(graph, 'ReduceSum', ops.mul(graph, g, g), [0]));
  const sum = squares.reduce((a, b) => ops.add(graph, a, b));
  const norm = ops.unary(graph, 'Sqrt', ops.reshape(graph, sum, []));
  const ratio = ops.div(graph, ops.scalar(graph, limit), ops.add(graph, norm, ops.scalar(graph, 1e-6)));
  const factor = graph.node('Min', [ops.scalar(graph, 1), ratio], {}, { dims: [] });
  return { factor, norm };
}

/** One update of a flat array; all values [P] except the scalars. */
export function adamW(
  graph: Graph,
  state: Moments,
  gradient: Value,
  scalars: StepScalars,
  options: AdamWOptions,
): Moments {
  const { beta1, beta2, epsilon, weightDecay } = options;
  const scaled = (x: Value, by: number) => ops.mul(graph, x, ops.scalar(graph, by));
  const m = ops.add(graph, scaled(state.m, beta1), scaled(gradient, 1 - beta1));
  const v = ops.add(graph, scaled(state.v, beta2), scaled(ops.mul(graph, gradient, gradient), 1 - beta2));
  const spread = ops.div(graph, ops.unary(graph, 'Sqrt', v), ops.unary(graph, 'Sqrt', scalars.correction2));
  const direction = ops.div(graph, m, ops.add(graph, spread, ops.scalar(graph, epsilon)));
  const move = ops.mul(graph, direction, ops.div(graph, scalars.rate, scalars.correction1));
  const keep = ops.sub(graph, ops.scalar(graph, 1), scaled(scalars.rate, weightDecay));
  return { parameters: ops.sub(graph, ops.mul(graph, state.parameters, keep), move), m, v };
}
