/**
 * Weighted token cross-entropy: Σ w · nll / divisor, nll = log Σ exp(x − max) − (x_target − max).
 * A negative weight times the same formula is REINFORCE; the divisor is an input, so that batches of any composition
 * can share one graph.
 */
import type { Graph, Value } from '#engine/graph/graph.ts';
import * as ops from './ops.ts';

/** Scalar loss from logits [N, V], int64 targets [N, 1], weights [N, 1] and a scalar divisor. */
export function crossEntropy(
  graph: Graph,
  logits: Value,
  targets: Value,
  weights: Value,
  divisor: Value,
): Value {
  const shifted = ops.sub(graph, logits, ops.reduce(graph, 'ReduceMax', logits, [1]));
  const total = ops.reduce(graph, 'ReduceSum', ops.unary(graph, 'Exp', shifted), [1]);
  const nll = ops.sub(graph, ops.unary(graph, 'Log', total), ops.gatherElements(graph, shifted, targets));
  const sum = ops.reduce(graph, 'ReduceSum', ops.mul(graph, nll, weights), [0, 1]);
  return ops.div(graph, ops.reshape(graph, sum, []), divisor);
}
