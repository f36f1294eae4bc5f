/** From an opened GGUF model to the backend on web-llm: our library for its shape, its weights in MLC's layout, from memory. */
import { AppError } from '#core/app-error.ts';
import { bytesPerToken } from '#engine/cache/kv-block.ts';
import type { DecoderBackend } from '#engine/decoder-backend.ts';
import type { OnProgress, OpenedModel } from '#engine/open-model.ts';
import { backendOver } from './backend-over.ts';
import { fetchLibrary } from './library.ts';
import { loadWebLlm } from './load-engine.ts';
import { mlcParameters } from './mlc-parameters.ts';
import { LogitTap } from './public-backend.ts';
import { stageModel } from './staged-model.ts';
import type { ModelToStage } from './staged-model.ts';

export interface WebLlmOptions {
  /** Why web-llm, for the user; begins a sentence. */
  readonly reason: string;
  /** For kept key/value rows; 0 keeps nothing beyond a question. */
  readonly cacheBytes: number;
  /** Longest sequence; the model's own context bounds it. */
  readonly context: number;
  /** Folder of the library, same origin; default as the page ships it. */
  readonly folder?: string;
  /** Only what web-llm declares; default false. */
  readonly declaredOnly?: boolean;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}
const FOLDER = '/models/organisms/mlc/';
const PRECISION = 'float16 weights, float32 arithmetic';

/** Rejects 'backend-unavailable' | 'checksum-mismatch' | 'download-failed' | 'out-of-memory' | 'device-lost' | 'aborted'. */
export async function openWebLlmBackend(model: OpenedModel, options: WebLlmOptions): Promise<DecoderBackend> {
  const { hp } = model;
  const { onProgress, reason, cacheBytes } = options;
  onProgress?.({ stage: 'building', done: 0, total: null });
  const library = await fetchLibrary(options.folder ?? FOLDER, hp);
  const parameters = await mlcParameters(model);
  const weightBytes = parameters.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const positions = Math.min(hp.context, options.context);
  onProgress?.({ stage: 'starting', done: 0, total: null });
  const tap = new LogitTap();
  const engine = await load(
    { library, parameters, vocab: hp.vocab, context: positions },
    tap,
    options.signal,
  );
  return backendOver(engine, tap, {
    ...{ reason, cacheBytes, positions, weightBytes, precision: PRECISION },
    vocabSize: Math.min(model.tokenizer.vocabSize, hp.vocab),
    bytesPerToken: bytesPerToken(hp),
    declaredOnly: options.declaredOnly ? 'leave to use its internals' : null,
  });
}

async function load(model: ModelToStage, tap: LogitTap, signal?: AbortSignal): ReturnType<typeof loadWebLlm> {
  const staged = await stageModel(model).catch((thrown: unknown) => {
    const why = `the browser keeps no files for it (${AppError.from(thrown).message})`;
    throw new AppError('backend-unavailable', `web-llm did not start: ${why}. Choose another engine.`, {
      why,
    });
  });
  try {
    return await loadWebLlm(staged, tap, signal);
  } finally {
    await staged.remove();
  }
}
