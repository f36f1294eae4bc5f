/** From an opened model to the 'delta' backend on any CPU runtime: graph, float32 weights, session. */
import { AppError } from '#core/app-error.ts';
import type { DecoderBackend } from '#engine/decoder-backend.ts';
import { readRows } from '#engine/gguf/read-tensor.ts';
import { buildDecoder } from '#engine/graph/decoder.ts';
import type { DecoderGraph } from '#engine/graph/decoder.ts';
import { encodeModel } from '#engine/graph/onnx-model.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { loadWeights, weightBytes } from '#engine/graph/weights.ts';
import type { OnProgress, OpenedModel } from '#engine/open-model.ts';
import { DeltaBackend } from './delta-backend.ts';
import type { DeltaBackendParts } from './delta-backend.ts';
import { openEmbeddingRows } from './embedding-rows.ts';
import { lackOfRoom } from './wasm-room.ts';

export interface DeltaOptions {
  readonly runtime: GraphRuntime;
  /** Why this runtime, for the user. */
  readonly reason: string;
  /** For kept key/value rows; 0 keeps nothing beyond a question. */
  readonly cacheBytes: number;
  /** Longest sequence; the model's own context bounds it. */
  readonly context: number;
  readonly readRow?: DeltaBackendParts['readRow'];
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function openDeltaBackend(model: OpenedModel, options: DeltaOptions): Promise<DecoderBackend> {
  const { file, hp, tokenizer } = model;
  const { runtime, onProgress, signal } = options;
  const positions = Math.min(hp.context, options.context);
  const decoder = buildDecoder(hp, { kv: 'delta', hidden: true, positions });
  const bytes = weightBytes(decoder, hp);
  checkSize(runtime, bytes);
  const weights = await loadWeights(
    decoder,
    hp,
    { rows: (tensor, from, count) => readRows(file, tensor, from, count) },
    {
      onProgress: (done, total) => onProgress?.({ stage: 'building', done, total }),
      ...(signal ? { signal } : {}),
    },
  );
  onProgress?.({ stage: 'starting', done: 0, total: null });
  const session = await startSession(runtime, decoder, weights);
  return new DeltaBackend({
    ...{ runtime, session, hp, positions },
    embeddings: await openEmbeddingRows(file, hp.hidden),
    vocabSize: Math.min(tokenizer.vocabSize, hp.vocab),
    weightBytes: bytes,
    cacheBytes: options.cacheBytes,
    reason: options.reason,
    precision: 'float32',
    readRow: options.readRow,
  });
}

async function startSession(
  runtime: GraphRuntime,
  decoder: DecoderGraph,
  weights: Map<string, Uint8Array>,
): ReturnType<GraphRuntime['create']> {
  const session = await runtime.create(encodeModel(decoder.graph), weights);
  // The runtime has its own copy now; ours would double the memory.
  weights.clear();
  return session;
}

function checkSize(runtime: GraphRuntime, bytes: number): void {
  const lack = runtime.id === 'onnx-wasm' ? lackOfRoom(bytes) : null;
  if (lack !== null) throw new AppError('out-of-memory', lack, { bytes });
}
