/**
 * Reverse-mode differentiation over the nodes of a Graph: appends the nodes that compute ∂loss/∂x for each wanted x.
 * One rule per operator (rules/). A gradient may stay smaller than its value along axes on which it is constant
 * ("lazy broadcast"), so that a sum's gradient costs nothing; rules that need every entry call `filled`.
 * It must not know of models, losses or optimisers.
 */
import { AppError } from '#core/app-error.ts';
import type { Graph, Node, Value } from '#engine/graph/graph.ts';
import { add, dimsOf, expand, scalar } from './ops.ts';
import { RULES } from './rules/rules.ts';
import { sameDims } from './rules/rule.ts';

/** Gradients of the scalar `loss` in the order of `wanted`, each with its value's shape. Throws AppError 'internal' for an operator without a rule. */
export function backward(graph: Graph, loss: Value, wanted: readonly Value[]): Value[] {
  const nodes = [...graph.nodes];
  const live = liveValues(nodes, wanted);
  const gradients = new Map<Value, Value>([[loss, scalar(graph, 1)]]);
  for (const node of nodes.reverse()) {
    const gradient = gradients.get(node.outputs[0] as Value);
    if (gradient && live.has(node.outputs[0] as Value)) propagate(graph, node, gradient, live, gradients);
  }
  return wanted.map((value) => gradientOf(graph, value, gradients));
}

/** Values that depend on a wanted one through differentiable operators. */
function liveValues(nodes: readonly Node[], wanted: readonly Value[]): Set<Value> {
  const live = new Set(wanted);
  for (const node of nodes) {
    if (node.op === 'ReduceMax') continue;
    if (node.inputs.some((input) => input && live.has(input))) live.add(node.outputs[0] as Value);
  }
  return live;
}

function propagate(
  graph: Graph,
  node: Node,
  gradient: Value,
  live: ReadonlySet<Value>,
  gradients: Map<Value, Value>,
): void {
  const isLive = (input: Value | null | undefined): boolean => !!input && live.has(input);
  if (!node.inputs.some(isLive)) return;
  const rule = RULES[node.op];
  if (!rule)
    throw new AppError('internal', `No derivative rule for operator ${node.op}. Add one under train/rules.`);
  const contributions = rule({ graph, node, gradient, needs: (index) => isLive(node.inputs[index]) });
  contributions.forEach((contribution, index) => {
    const input = node.inputs[index];
    if (!contribution || !input || !live.has(input)) return;
    const before = gradients.get(input);
    gradients.set(input, before ? add(graph, before, contribution) : contribution);
  });
}

function gradientOf(graph: Graph, value: Value, gradients: ReadonlyMap<Value, Value>): Value {
  const gradient = gradients.get(value);
  if (!gradient)
    throw new AppError(
      'internal',
      `The loss does not depend on "${value.name}". Leave it out of the wanted values.`,
    );
  return sameDims(dimsOf(gradient), dimsOf(value)) ? gradient : expand(graph, gradient, dimsOf(value));
}
