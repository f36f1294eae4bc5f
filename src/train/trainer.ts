/** A training session: the step graph on a runtime, with parameters and moments kept between steps. */
import type { Graph } from '#engine/graph/graph.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { encodeModel } from '#engine/graph/onnx-model.ts';
import type { GraphRuntime, HostTensor } from '#engine/graph/runtime.ts';
import type { RowShape } from './decoder-forward.ts';
import type { Batch } from './packing.ts';
import type { FlatParameters } from './parameters.ts';
import { batchFeeds, floatTensor, floatsOf, parameterFeeds } from './feeds.ts';
import { OPTIMISER, trainingGraph } from './training-graph.ts';

/** Parameters with AdamW's first and second moments. */
export interface TrainerState {
  readonly parameters: FlatParameters;
  readonly m: FlatParameters;
  readonly v: FlatParameters;
  /** Updates done. */
  readonly step: number;
}
export interface StepResult {
  /** What the loss came to before the update: for weighted tokens the mean of −log p, nats per token of weight 1. */
  readonly loss: number;
  /** Norm of the whole gradient before clipping. */
  readonly norm: number;
}
type Feeds = Readonly<Record<string, HostTensor>>;

/** A training graph with any loss; `step` takes the feeds of rows and loss. */
export interface StepSession {
  /** One update at learning rate `rate`. `told`: every output of the graph. */
  step(feeds: Feeds, rate: number): Promise<StepResult & { readonly told: Feeds }>;
  state(): TrainerState;
  release(): Promise<void>;
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

export async function openStepSession(
  runtime: GraphRuntime,
  graph: Graph,
  start: TrainerState,
): Promise<StepSession> {
  const session = await runtime.create(encodeModel(graph));
  let state = start;
  return {
    step: async (feeds, rate) => {
      const step = state.step + 1;
      const told = await session.run({ ...stateFeeds(state), ...feeds, ...scheduleFeeds(step, rate) });
      state = { ...readState(told), step };
      const [loss, norm] = [floatsOf(told, 'loss')[0] as number, floatsOf(told, 'norm')[0] as number];
      return { loss, norm, told };
    },
    state: () => state,
    release: () => session.release(),
  };
}

/** The loss is weighted cross-entropy. */
export async function openTrainer(
  runtime: GraphRuntime,
  model: HyperParameters,
  shape: RowShape,
  start: TrainerState,
): Promise<Trainer> {
  const session = await openStepSession(runtime, trainingGraph(model, shape), start);
  return {
    step: async (batch, rate) => {
      const { loss, norm } = await session.step({ ...batchFeeds(batch), divisor: divisorOf(batch) }, rate);
      return { loss, norm };
    },
    state: session.state,
    release: session.release,
  };
}

/** A batch of prompts alone has nothing to learn from and must not divide by zero. */
function divisorOf({ divisor, totalWeight }: Batch): HostTensor {
  return floatTensor([(divisor ?? totalWeight) || 1], []);
}

function stateFeeds({ parameters, m, v }: TrainerState): Feeds {
  return { ...parameterFeeds(parameters), ...parameterFeeds(m, 'm.'), ...parameterFeeds(v, 'v.') };
}

function readState(out: Feeds): Omit<TrainerState, 'step'> {
  const read = (prefix: string): FlatParameters => ({
    matrices: floatsOf(out, `${prefix}matrices`),
    vectors: floatsOf(out, `${prefix}vectors`),
  });
  return { parameters: read('next.'), m: read('next.m.'), v: read('next.v.') };
}

function scheduleFeeds(step: number, rate: number): Feeds {
  return {
    rate: floatTensor([rate], []),
    correction1: floatTensor([1 - OPTIMISER.beta1 ** step], []),
    correction2: floatTensor([1 - OPTIMISER.beta2 ** step], []),
  };
}
