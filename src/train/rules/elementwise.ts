/** Derivatives of elementwise operators and of reductions. g is the incoming gradient, y the output. */
import type { Value } from '#engine/graph/graph.ts';
import { dimsOf, div, mul, scalar, sub, unary } from '../ops.ts';
import { inputOf, outputOf, summedTo } from './rule.ts';
import type { Rule, RuleCall } from './rule.ts';

function back(call: RuleCall, index: number, gradient: () => Value): Value | null {
  if (!call.needs(index)) return null;
  return summedTo(call.graph, gradient(), dimsOf(outputOf(call)), inputOf(call, index));
}

export const addRule: Rule = (call) => [0, 1].map((index) => back(call, index, () => call.gradient));

export const subRule: Rule = (call) => [
  back(call, 0, () => call.gradient),
  back(call, 1, () => unary(call.graph, 'Neg', call.gradient)),
];

export const mulRule: Rule = (call) =>
  [0, 1].map((index) => back(call, index, () => mul(call.graph, call.gradient, inputOf(call, 1 - index))));

/** ∂(a/b)/∂b = −y/b. */
export const divRule: Rule = (call) => {
  const { graph, gradient } = call;
  const overB = () => div(graph, gradient, inputOf(call, 1));
  return [
    back(call, 0, overB),
    back(call, 1, () => unary(graph, 'Neg', mul(graph, overB(), outputOf(call)))),
  ];
};

/** y' = y (1 − y). */
export const sigmoidRule: Rule = (call) => {
  const y = outputOf(call);
  const slope = mul(call.graph, y, sub(call.graph, scalar(call.graph, 1), y));
  return [mul(call.graph, call.gradient, slope)];
};

/** y = log(1 + eˣ), y' = σ(x). */
export const softplusRule: Rule = (call) => [
  mul(call.graph, call.gradient, unary(call.graph, 'Sigmoid', inputOf(call, 0))),
];

export const expRule: Rule = (call) => [mul(call.graph, call.gradient, outputOf(call))];

export const logRule: Rule = (call) => [div(call.graph, call.gradient, inputOf(call, 0))];

/** The gradient of a sum is constant along the summed axes, which stays unsaid (lazy broadcast). */
export const reduceSumRule: Rule = (call) => [call.gradient];
