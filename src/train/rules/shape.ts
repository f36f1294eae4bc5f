/** Derivatives of operators that only move entries: each is its own inverse move. */

import { dimsOf, pad, reshape, slice, transpose } from '../ops.ts';
import type { Graph, Value } from '#engine/graph/graph.ts';
import { AppError } from '#core/app-error.ts';
import { filled, inputOf, outputOf } from './rule.ts';
import type { Rule } from './rule.ts';

export const reshapeRule: Rule = (call) => [reshape(call.graph, filled(call), dimsOf(inputOf(call, 0)))];

export const transposeRule: Rule = (call) => {
  const perm = call.node.attributes['perm'] as readonly number[];
  return [
    transpose(
      call.graph,
      filled(call),
      perm.map((_, axis) => perm.indexOf(axis)),
    ),
  ];
};

export const sliceRule: Rule = (call) => {
  const [start, end, axis] = [1, 2, 3].map((index) => constantOf(call.graph, inputOf(call, index))) as [
    number,
    number,
    number,
  ];
  const length = dimsOf(inputOf(call, 0))[axis] as number;
  return [pad(call.graph, filled(call), axis, start, length - end)];
};

export const concatRule: Rule = (call) => {
  const axis = call.node.attributes['axis'] as number;
  const gradient = filled(call);
  let start = 0;
  return call.node.inputs.map((input) => {
    const from = start;
    start += dimsOf(input as Value)[axis] as number;
    return slice(call.graph, gradient, axis, from, start);
  });
};

export const identityRule: Rule = (call) => [
  call.gradient.dims === outputOf(call).dims ? call.gradient : filled(call),
];

function constantOf(graph: Graph, value: Value): number {
  const data = graph.initializers.find((initializer) => initializer.value === value)?.data;
  if (!data)
    throw new AppError(
      'internal',
      `"${value.name}" is no constant. Slice with fixed bounds in training graphs.`,
    );
  return Number(data[0]);
}
