/**
 * From an opened model to the backend on WebGPU: device, 'static' graph, weights on the GPU, self-test. Small models keep
 * float32 weights; larger ones get 8-bit blocks, a quarter of the bytes that every token reads.
 */
import { AppError } from '#core/app-error.ts';
import type { DecoderBackend } from '#engine/decoder-backend.ts';
import { readRows } from '#engine/gguf/read-tensor.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { loadWeights, weightBytes } from '#engine/graph/weights.ts';
import type { OnProgress, OpenedModel } from '#engine/open-model.ts';
import { openEmbeddingRows } from './embedding-rows.ts';
import { WebGpuBackend } from './webgpu-decoder-backend.ts';
import { StaticDecoder } from './webgpu-decoder.ts';
import { openDevice, unavailable } from '#engine/gpu-device.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';
import { StatisticsPass } from '#engine/gpu-statistics.ts';
import { chooseGraph, lackOfFit } from './webgpu-fit.ts';
import { KvBuffers } from './webgpu-kv.ts';
import { longestRightRun, LONG_RUN } from './webgpu-self-test.ts';
import type { ReadRows } from './webgpu-self-test.ts';

export interface WebGpuOptions {
  /** Why WebGPU, for the user; begins a sentence. */
  readonly reason: string;
  /** For kept key/value rows; 0 keeps nothing beyond a question. */
  readonly cacheBytes: number;
  /** Longest sequence; the model's own context bounds it. */
  readonly context: number;
  /** Default: by size. */
  readonly weights?: 'float32' | 'q8';
  /** Default: an own one. One that is handed in outlives the backend. */
  readonly gpu?: GpuDevice;
  /** Folder of onnxruntime's files, same origin; default /ort/. */
  readonly base?: string;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}
/** Rejects 'backend-unavailable', 'out-of-memory', 'device-lost', 'aborted', or what the file lacks. */
export async function openWebGpuBackend(
  model: OpenedModel,
  options: WebGpuOptions,
): Promise<WebGpuBackend & DecoderBackend> {
  const gpu = options.gpu ?? (await openDevice());
  try {
    return await openOn(gpu, model, options);
  } catch (thrown) {
    if (!options.gpu) gpu.close();
    const error = AppError.from(thrown);
    // Whatever a driver or the runtime says against a graph that others run: another backend may do better.
    throw error.code === 'internal' ? unavailable(error.message) : error;
  }
}

async function openOn(gpu: GpuDevice, model: OpenedModel, options: WebGpuOptions): Promise<WebGpuBackend> {
  const { file, hp, tokenizer } = model;
  const positions = Math.min(hp.context, options.context);
  const graph = chooseGraph(hp, positions, options.weights);
  const lack = lackOfFit(gpu.device.limits, graph, hp);
  if (lack !== null) throw unavailable(lack);
  const weights = await loadWeights(
    graph,
    hp,
    { rows: (tensor, from, count) => readRows(file, tensor, from, count) },
    {
      onProgress: (done, total) => options.onProgress?.({ stage: 'building', done, total }),
      ...(options.signal ? { signal: options.signal } : {}),
    },
  );
  options.onProgress?.({ stage: 'starting', done: 0, total: null });
  const embeddings = await openEmbeddingRows(file, hp.hidden);
  const rows = Math.min(LONG_RUN, positions);
  const decoder = await StaticDecoder.create(
    { gpu, hp, embeddings, rows, base: options.base ?? '/ort/' },
    graph,
    weights,
  );
  const vocabSize = Math.min(tokenizer.vocabSize, hp.vocab);
  const statistics = await StatisticsPass.create(gpu, { stride: hp.vocab, vocabSize, rows });
  const chunk = await selfTest(gpu, decoder, statistics, hp, vocabSize, positions);
  return new WebGpuBackend({
    ...{ gpu, decoder, statistics, hp, positions, chunk },
    ownsDevice: options.gpu === undefined,
    weightBytes: weightBytes(graph, hp) + embeddings.bytes,
    cacheBytes: options.cacheBytes,
    reason: reasonOf(options.reason, gpu, chunk),
    precision: graph.variant.weights === 'q8' ? '8-bit weights, float32 arithmetic' : 'float32',
  });
}

async function selfTest(
  gpu: GpuDevice,
  decoder: StaticDecoder,
  statistics: StatisticsPass,
  hp: HyperParameters,
  vocabSize: number,
  positions: number,
): Promise<number> {
  const layout = { layers: hp.layers, kvHeads: hp.kvHeads, headSize: hp.headSize };
  // As large as a slot at work, so that the kernels tried are those used later.
  const kv = await KvBuffers.allocate(gpu, layout, Math.min(positions, 256));
  const read: ReadRows = async (tokens, start, count, logits) => {
    const rows = Array.from({ length: count }, (_, i) => start + i);
    await decoder.run({ tokens, start, count, kv, rows, hidden: false });
    const targets = rows.map((row) => tokens[(row * 5) % tokens.length]);
    return statistics.read({ logits: decoder.logits, targets, want: { topK: 1, logits } });
  };
  try {
    return await longestRightRun(read, vocabSize, positions);
  } finally {
    kv.destroy();
  }
}

function reasonOf(reason: string, gpu: GpuDevice, chunk: number): string {
  const runs =
    chunk === LONG_RUN ? '' : ` It reads in runs of ${chunk}, since longer ones failed its self-test.`;
  return `${reason} on ${gpu.name}.${runs}`;
}
