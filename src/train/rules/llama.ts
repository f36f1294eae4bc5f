/** Derivatives of onnxruntime's fused Llama operators. */
import { dimsOf, matMul, mul, reduce, reshape, sizeOf, sub, unary } from '../ops.ts';
import type { Value } from '#engine/graph/graph.ts';
import { filled, inputOf } from './rule.ts';
import type { Rule } from './rule.ts';

/**
 * y = w x̂, x̂ = r x, r = (mean x² + ε)^(−1/2) over D entries:
 * ∂x = r (g w − x̂ · mean(g w x̂)), ∂w = Σ g x̂ over all rows.
 */
export const rmsNormRule: Rule = (call) => {
  const { graph, node } = call;
  const [x, weight, g] = [inputOf(call, 0), inputOf(call, 1), filled(call)];
  const inverse = node.outputs[1] as Value;
  const dims = dimsOf(x);
  const width = dims.at(-1) as number;
  const rows = sizeOf(dims) / width;
  const normed = mul(graph, x, inverse);
  const product = reshape(graph, mul(graph, g, normed), [rows, width]);
  const column = reshape(graph, weight, [width, 1]);
  const mean = reshape(graph, matMul(graph, product, column, { alpha: 1 / width }), [
    ...dims.slice(0, -1),
    1,
  ]);
  const forX = mul(graph, sub(graph, mul(graph, g, weight), mul(graph, normed, mean)), inverse);
  const forWeight = call.needs(1) ? reshape(graph, reduce(graph, 'ReduceSum', product, [0]), [width]) : null;
  return [forX, forWeight];
};

/** A rotation's derivative is the rotation back: the same operator with −sin. */
export const ropeRule: Rule = (call) => {
  const { graph, node } = call;
  const sin = unary(graph, 'Neg', inputOf(call, 3));
  const inputs = [filled(call), inputOf(call, 1), inputOf(call, 2), sin];
  const result = { dims: dimsOf(inputOf(call, 0)), domain: node.domain };
  return [graph.node(node.op, inputs, node.attributes, result), null, null, null];
};
