/** From the bytes of a model file to an engine: the one way in, for page, command line and tests. */
import type { DecoderBackend } from './decoder-backend.ts';
import { createEngine } from './engine.ts';
import type { ByteSource } from './gguf/byte-source.ts';
import type { GraphRuntime } from './graph/runtime.ts';
import { openModel } from './open-model.ts';
import type { OnProgress, OpenedModel } from './open-model.ts';
import { openBackend } from './table.ts';
import type { PageBackendId } from './table.ts';
import type { Engine } from './types.ts';

/** Where it runs: a runtime the caller has made (Node), or one of table.ts (page). */
export type EngineTarget =
  | { readonly runtime: GraphRuntime; readonly reason: string }
  | { readonly backend: 'auto' | PageBackendId; readonly threads: number };

export interface OpenOptions {
  readonly source: ByteSource;
  readonly target: EngineTarget;
  /** For kept key/value rows; default 512 MiB. 0 keeps nothing beyond a question. */
  readonly cacheBytes?: number;
  /** For finished answers; default 16 MiB. */
  readonly answerBytes?: number;
  /** Longest sequence; default 8,192, at most the model's own. */
  readonly context?: number;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}
const CACHE_BYTES = 512 << 20;
export const CONTEXT = 8192;

/** Rejects AppError: what the file lacks, 'backend-unavailable', 'out-of-memory', 'aborted'. */
export async function openEngine(options: OpenOptions): Promise<Engine> {
  const model = await openModel(options.source, options.onProgress);
  const backend = await openTarget(model, options);
  const { answerBytes } = options;
  return createEngine({ backend, ...model, ...(answerBytes === undefined ? {} : { answerBytes }) });
}

async function openTarget(model: OpenedModel, options: OpenOptions): Promise<DecoderBackend> {
  const { target, cacheBytes = CACHE_BYTES, context = CONTEXT, onProgress, signal } = options;
  const common = { cacheBytes, context, onProgress, signal };
  if ('backend' in target) return openBackend(model, target.backend, { ...common, threads: target.threads });
  const { openDeltaBackend } = await import('./backends/onnx/open-delta-backend.ts');
  return openDeltaBackend(model, { ...common, ...target });
}
