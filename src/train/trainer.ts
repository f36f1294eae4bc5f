/** A training session: the step graph on a runtime, with parameters and moments kept between steps. */
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { encodeModel } from '#engine/graph/onnx-model.ts';
import type { GraphRuntime, HostTensor, TensorData } from '#engine/graph/runtime.ts';
import type { RowShape } from './decoder-forward.ts';
import type { Batch } from './packing.ts';
import type { FlatParameters } from './parameters.ts';
import { FAMILIES, OPTIMISER, trainingGraph } from './training-graph.ts';

/** Parameters with AdamW's first and second moments. */
export interface TrainerState {
  readonly parameters: FlatParameters;
  readonly m: FlatParameters;
  readonly v: FlatParameters;
  /** Updates done. */
  readonly step: number;
}
export interface StepResult {
  /** Weighted mean of −log p, nats per token of weight 1, before the update. */
  readonly loss: number;
  /** Norm of the whole gradient before clipping. */
  readonly norm: number;
}
export interface Trainer {
  /** One update at learning rate `rate`. */
  step(batch: Batch, rate: number): Promise<StepResult>;
  state(): TrainerState;
  release(): Promise<void>;
}

export function freshState(parameters: FlatParameters): TrainerState {
  const zeros = (): FlatParameters => ({
    matrices: new Float32Array(parameters.matrices.length),
    vectors: new Float32Array(parameters.vectors.length),
  });
  return { parameters, m: zeros(), v: zeros(), step: 0 };
}

export async function openTrainer(
  runtime: GraphRuntime,
  model: HyperParameters,
  shape: RowShape,
  start: TrainerState,
): Promise<Trainer> {
  const session = await runtime.create(encodeModel(trainingGraph(model, shape)));
  let state = start;
  return {
    step: async (batch, rate) => {
      const step = state.step + 1;
      const out = await session.run({
        ...stateFeeds(state),
        ...batchFeeds(batch),
        ...scalarFeeds(step, rate, batch),
      });
      state = { ...readState(out), step };
      return { loss: floatsOf(out, 'loss')[0] as number, norm: floatsOf(out, 'norm')[0] as number };
    },
    state: () => state,
    release: () => session.release(),
  };
}

function stateFeeds({ parameters, m, v }: TrainerState): Record<string, HostTensor> {
  const feeds: Record<string, HostTensor> = {};
  for (const family of FAMILIES) {
    const dims = [parameters[family].length];
    feeds[family] = tensor(parameters[family], dims);
    feeds[`m.${family}`] = tensor(m[family], dims);
    feeds[`v.${family}`] = tensor(v[family], dims);
  }
  return feeds;
}

function readState(out: Readonly<Record<string, HostTensor>>): Omit<TrainerState, 'step'> {
  const read = (prefix: string): FlatParameters => ({
    matrices: floatsOf(out, `${prefix}matrices`),
    vectors: floatsOf(out, `${prefix}vectors`),
  });
  return { parameters: read('next.'), m: read('next.m.'), v: read('next.v.') };
}

function batchFeeds(batch: Batch): Record<string, HostTensor> {
  const dims = [batch.rows, batch.length];
  return {
    tokens: { type: 'int64', dims, data: batch.tokens },
    targets: { type: 'int64', dims, data: batch.targets },
    positions: { type: 'int64', dims, data: batch.positions },
    segments: { type: 'int32', dims, data: batch.segments },
    weights: tensor(batch.weights, dims),
  };
}

function scalarFeeds(step: number, rate: number, batch: Batch): Record<string, HostTensor> {
  const one = (value: number) => tensor(Float32Array.of(value), []);
  return {
    // A batch of prompts alone has nothing to learn from and must not divide by zero.
    divisor: one(batch.totalWeight || 1),
    rate: one(rate),
    correction1: one(1 - OPTIMISER.beta1 ** step),
    correction2: one(1 - OPTIMISER.beta2 ** step),
  };
}

function tensor(data: TensorData, dims: readonly number[]): HostTensor {
  return { type: 'float32', dims, data };
}

function floatsOf(out: Readonly<Record<string, HostTensor>>, name: string): Float32Array {
  return out[name]?.data as Float32Array;
}
