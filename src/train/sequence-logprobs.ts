/**
 * Log-probabilities of whole rows under given parameters, by the forward half of the training graph: what DPO takes for
 * its reference, with the same numbers as the policy's own.
 */
import { Graph } from '#engine/graph/graph.ts';
import type { Value } from '#engine/graph/graph.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { encodeModel } from '#engine/graph/onnx-model.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import type { RowShape } from './decoder-forward.ts';
import { batchFeeds, floatsOf, parameterFeeds } from './feeds.ts';
import { rowLogprobs } from './loss.ts';
import type { Batch } from './packing.ts';
import { layoutOf } from './parameters.ts';
import type { FlatParameters } from './parameters.ts';
import { sliceParameters, tokenLosses } from './token-losses.ts';

export interface SequenceScorer {
  /** Σ w log p along each row of the batch, in nats; length = rows. */
  score(parameters: FlatParameters, batch: Batch): Promise<Float32Array>;
  release(): Promise<void>;
}

export async function openSequenceScorer(
  runtime: GraphRuntime,
  model: HyperParameters,
  shape: RowShape,
): Promise<SequenceScorer> {
  const session = await runtime.create(encodeModel(sequenceGraph(model, shape)));
  return {
    score: async (parameters, batch) => {
      const out = await session.run({ ...parameterFeeds(parameters), ...batchFeeds(batch) });
      return floatsOf(out, 'logprobs');
    },
    release: () => session.release(),
  };
}

/** Inputs: matrices, vectors, and those of tokenLosses. Output: logprobs float32 [rows, 1]. */
function sequenceGraph(model: HyperParameters, shape: RowShape): Graph {
  const graph = new Graph();
  const layout = layoutOf(model);
  const input = (family: 'matrices' | 'vectors') => graph.input(family, 'float32', [layout.sizes[family]]);
  const flat = { matrices: input('matrices'), vectors: input('vectors') };
  const weights = sliceParameters(graph, layout, flat);
  const tokens = tokenLosses(graph, model, shape, (name) => weights.get(name) as Value);
  graph.output(rowLogprobs(graph, tokens), 'logprobs');
  return graph;
}
