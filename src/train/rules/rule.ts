/** What a derivative rule is given and gives back, and the two ways between broadcast shapes. */
import type { Graph, Node, Value } from '#engine/graph/graph.ts';
import { dimsOf, expand, reduce, reshape } from '../ops.ts';

export interface RuleCall {
  readonly graph: Graph;
  readonly node: Node;
  /** ∂loss/∂(first output); its shape may broadcast to the output's. */
  readonly gradient: Value;
  /** Whether anything wanted lies behind input `index`; a rule may leave out the others. */
  needs(index: number): boolean;
}
/** One gradient per input, or null where there is none (or none needed). */
export type Rule = (call: RuleCall) => readonly (Value | null)[];

export function sameDims(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}

/** The incoming gradient with every entry of the output's shape present. */
export function filled({ graph, node, gradient }: RuleCall): Value {
  const dims = dimsOf(node.outputs[0] as Value);
  return sameDims(dimsOf(gradient), dims) ? gradient : expand(graph, gradient, dims);
}

/** Adjoint of broadcasting `input` to `outDims`: sums `gradient` over the axes along which the input was repeated. */
export function summedTo(graph: Graph, gradient: Value, outDims: readonly number[], input: Value): Value {
  const inDims = dimsOf(input);
  if (sameDims(inDims, outDims)) return gradient;
  const lead = outDims.length - inDims.length;
  const axes = outDims.flatMap((dim, i) => (dim !== (i < lead ? 1 : inDims[i - lead]) ? [i] : []));
  const full = sameDims(dimsOf(gradient), outDims) ? gradient : expand(graph, gradient, outDims);
  const summed = axes.length > 0 ? reduce(graph, 'ReduceSum', full, axes) : full;
  return sameDims(dimsOf(summed), inDims) ? summed : reshape(graph, summed, inDims);
}

export function inputOf(call: RuleCall, index: number): Value {
  return call.node.inputs[index] as Value;
}
export function outputOf(call: RuleCall): Value {
  return call.node.outputs[0] as Value;
}
