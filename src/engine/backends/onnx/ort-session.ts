/**
 * Any module with onnxruntime's JavaScript API (onnxruntime-node, onnxruntime-web) as a GraphRuntime.
 * Create, run and release never overlap (exclusive.ts).
 * It must not choose builds, devices or threads; its callers (node-runtime, web runtimes) do.
 */
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { AppError } from '#core/app-error.ts';
import type { DataType } from '#engine/graph/graph.ts';
import { exclusiveOf } from './exclusive.ts';
import type { Exclusive } from './exclusive.ts';
import type { GraphRuntime, GraphSession, HostTensor, TensorData } from '#engine/graph/runtime.ts';

export interface OrtModule {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: new (type: DataType, data: never, dims: readonly number[]) => Tensor;
}
export interface OrtOptions {
  readonly id: GraphRuntime['id'];
  readonly threads: number;
  readonly sessionOptions: InferenceSession.SessionOptions;
}

/** Rejects AppError 'internal' with onnxruntime's own words when a graph is refused or a run fails. */
export function wrapOrt(ort: OrtModule, { id, threads, sessionOptions }: OrtOptions): GraphRuntime {
  const exclusive = exclusiveOf(ort.InferenceSession);
  return {
    id,
    threads,
    create: (model, external) =>
      exclusive(async () => {
        const externalData = [...(external ?? [])].map(([path, data]) => ({ path, data }));
        const options = { ...sessionOptions, ...(externalData.length > 0 ? { externalData } : {}) };
        const session = await attempt('load the graph', () => ort.InferenceSession.create(model, options));
        return wrapSession(ort, session, exclusive);
      }),
  };
}

function wrapSession(ort: OrtModule, session: InferenceSession, exclusive: Exclusive): GraphSession {
  return {
    run: (feeds, wanted) =>
      exclusive(async () => {
        const tensors: Record<string, Tensor> = {};
        for (const [name, { type, data, dims }] of Object.entries(feeds))
          tensors[name] = new ort.Tensor(type, data as never, dims);
        const results = await attempt('run the graph', () =>
          wanted ? session.run(tensors, [...wanted]) : session.run(tensors),
        );
        return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, toHost(value)]));
      }),
    release: () => exclusive(() => session.release()),
  };
}

function toHost(tensor: Tensor): HostTensor {
  return { type: tensor.type as DataType, dims: tensor.dims, data: tensor.data as TensorData };
}

async function attempt<T>(what: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError(
      'internal',
      `The tensor runtime could not ${what}: ${words}. Reload and try again.`,
      {},
      {
        cause: thrown,
      },
    );
  }
}
