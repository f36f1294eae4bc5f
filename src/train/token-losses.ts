/** The part that all training and scoring graphs share: flat parameters and rows go in, −log p of each target comes out. */
import type { Graph, Value } from '#engine/graph/graph.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { decoderForward } from './decoder-forward.ts';
import type { RowShape } from './decoder-forward.ts';
import { negativeLogprobs } from './loss.ts';
import type { TokenLosses } from './loss.ts';
import * as ops from './ops.ts';
import type { Family, ParameterLayout } from './parameters.ts';

/** Each parameter by its GGUF name, cut out of the flat arrays. */
export function sliceParameters(
  graph: Graph,
  layout: ParameterLayout,
  flat: Readonly<Record<Family, Value>>,
): Map<string, Value> {
  return new Map(
    layout.slots.map(({ name, family, dims, offset, size }) => [
      name,
      ops.reshape(graph, ops.slice(graph, flat[family], 0, offset, offset + size), dims),
    ]),
  );
}

/** Inputs: tokens, targets, positions int64 [B, T], segments int32 [B, T], weights float32 [B, T]. */
export function tokenLosses(
  graph: Graph,
  model: HyperParameters,
  shape: RowShape,
  weight: (name: string) => Value,
): TokenLosses {
  const dims = [shape.rows, shape.length];
  const count = shape.rows * shape.length;
  const input = (name: string, type: 'int64' | 'int32' | 'float32') => graph.input(name, type, dims);
  const inputs = {
    tokens: input('tokens', 'int64'),
    positions: input('positions', 'int64'),
    segments: input('segments', 'int32'),
  };
  const column = (value: Value) => ops.reshape(graph, value, [count, 1]);
  const [targets, weights] = [column(input('targets', 'int64')), column(input('weights', 'float32'))];
  const logits = decoderForward(graph, model, shape, inputs, weight);
  return { shape, nll: negativeLogprobs(graph, logits, targets), weights };
}
