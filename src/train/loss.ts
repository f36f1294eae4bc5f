/**
 * Losses over rows of tokens, as heads on the same decoder: each takes −log p of every target and gives one scalar.
 * nll = log Σ exp(x − max) − (x_target − max).
 */
import type { Graph, Value } from '#engine/graph/graph.ts';
import type { RowShape } from './decoder-forward.ts';
import * as ops from './ops.ts';

/** What a loss is made of: −log p of each target and its weight, both [rows · length, 1]. */
export interface TokenLosses {
  readonly shape: RowShape;
  readonly nll: Value;
  readonly weights: Value;
}
export interface LossValues {
  readonly loss: Value;
  /** What else the step should tell, by the name of the graph's output. */
  readonly told?: Readonly<Record<string, Value>>;
}
/** Appends a loss, with whatever inputs it needs besides the rows. */
export type LossHead = (graph: Graph, tokens: TokenLosses) => LossValues;

/** −log p of each target, [N, 1], from logits [N, V] and int64 targets [N, 1]. */
export function negativeLogprobs(graph: Graph, logits: Value, targets: Value): Value {
  const shifted = ops.sub(graph, logits, ops.reduce(graph, 'ReduceMax', logits, [1]));
  const total = ops.reduce(graph, 'ReduceSum', ops.unary(graph, 'Exp', shifted), [1]);
  return ops.sub(graph, ops.unary(graph, 'Log', total), ops.gatherElements(graph, shifted, targets));
}

/**
 * Σ w · nll / divisor, with the scalar input `divisor`. Weights from 0 up are supervised learning; a weight that is an
 * advantage, of either sign, is REINFORCE (Williams 1992), whose gradient is −E[A ∇ log π].
 */
export const weightedLoss: LossHead = (graph, { nll, weights }) => {
  const divisor = graph.input('divisor', 'float32', []);
  const sum = ops.reduce(graph, 'ReduceSum', ops.mul(graph, nll, weights), [0, 1]);
  return { loss: ops.div(graph, ops.reshape(graph, sum, []), divisor) };
};

/** Σ w log p along each row, [rows, 1]: with weights 0 and 1, log π of the tokens that count. */
export function rowLogprobs(graph: Graph, { shape, nll, weights }: TokenLosses): Value {
  const weighted = ops.reshape(graph, ops.mul(graph, nll, weights), [shape.rows, shape.length]);
  return ops.mul(graph, ops.reduce(graph, 'ReduceSum', weighted, [1]), ops.scalar(graph, -1));
}

/**
 * DPO (arXiv 2305.18290, eq. 7), the mean over pairs of −log σ(m), m = β[(log π(y_w) − log π_ref(y_w)) − (log π(y_l) −
 * log π_ref(y_l))]. The first half of the rows are the chosen y_w, the second the rejected y_l in the same order; the
 * input `reference` [rows, 1] holds log π_ref of each. Tells `rewards` [rows, 1]: β (log π − log π_ref).
 */
export function preferenceLoss(beta: number): LossHead {
  return (graph, tokens) => {
    const { rows } = tokens.shape;
    const reference = graph.input('reference', 'float32', [rows, 1]);
    const moved = ops.sub(graph, rowLogprobs(graph, tokens), reference);
    const rewards = ops.mul(graph, moved, ops.scalar(graph, beta));
    const chosen = ops.slice(graph, rewards, 0, 0, rows / 2);
    const rejected = ops.slice(graph, rewards, 0, rows / 2, rows);
    // −log σ(m) = log(1 + e^−m), which neither overflows nor loses its gradient.
    const each = ops.unary(graph, 'Softplus', ops.sub(graph, rejected, chosen));
    const sum = ops.reshape(graph, ops.reduce(graph, 'ReduceSum', each, [0, 1]), []);
    return { loss: ops.mul(graph, sum, ops.scalar(graph, 2 / rows)), told: { rewards } };
  };
}
