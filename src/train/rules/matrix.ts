/** Derivatives of matrix products, of softmax and of table look-ups. */
import { dimsOf, matMul, mul, oneHot, reduce, reshape, sizeOf, sub } from '../ops.ts';
import { filled, inputOf, outputOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Y = α A' B' with A' = A or Aᵀ, B' = B or Bᵀ: ∂A' = α G B'ᵀ, ∂B' = α A'ᵀ G, each transposed back where needed. */
export const matMulRule: Rule = (call) => {
  const { graph, node } = call;
  const [a, b, g] = [inputOf(call, 0), inputOf(call, 1), filled(call)];
  const [transA, transB] = [node.attributes['transA'] === 1, node.attributes['transB'] === 1];
  const { float: alpha } = node.attributes['alpha'] as { float: number };
  const forA = () =>
    transA
      ? matMul(graph, b, g, { transA: transB, transB: true, alpha })
      : matMul(graph, g, b, { transB: !transB, alpha });
  const forB = () =>
    transB
      ? matMul(graph, g, a, { transA: true, transB: transA, alpha })
      : matMul(graph, a, g, { transA: !transA, alpha });
  return [call.needs(0) ? forA() : null, call.needs(1) ? forB() : null];
};

/** ∂x = y ⊙ (g − Σ g ⊙ y). */
export const softmaxRule: Rule = (call) => {
  const { graph } = call;
  const [y, g] = [outputOf(call), filled(call)];
  const last = dimsOf(y).length - 1;
  const mean = reduce(graph, 'ReduceSum', mul(graph, g, y), [last]);
  return [mul(graph, sub(graph, g, mean), y)];
};

/** ∂table = one-hotᵀ g: a matrix product instead of a scatter, which is faster for small vocabularies. */
export const gatherRule: Rule = (call) => {
  const { graph } = call;
  const [rows, width] = dimsOf(inputOf(call, 0)) as [number, number];
  const count = sizeOf(dimsOf(inputOf(call, 1)));
  const hot = oneHot(graph, reshape(graph, inputOf(call, 1), [count]), rows);
  return [matMul(graph, hot, reshape(graph, filled(call), [count, width]), { transA: true }), null];
};

/** x[n, i[n]]: the gradient goes to that one entry of each row. */
export const gatherElementsRule: Rule = (call) => {
  const { graph } = call;
  const [rows, width] = dimsOf(inputOf(call, 0)) as [number, number];
  const hot = oneHot(graph, reshape(graph, inputOf(call, 1), [rows]), width);
  return [mul(graph, hot, call.gradient), null];
};
