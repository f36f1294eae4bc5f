/**
 * web-llm's plain engine in this very worker (its worker client would put a second thread and its own queue in between), with
 * one model loaded out of Cache Storage.
 */
import { MLCEngine } from '@mlc-ai/web-llm';
import { AppError } from '#core/app-error.ts';
import type { LogitTap } from './public-backend.ts';

/** What the one model of an engine is called. */
export const MODEL = 'model';

export interface WebLlmRecord {
  /** As web-llm's ModelRecord has them. */
  readonly model: string;
  readonly model_lib: string;
  /** Longest sequence; absent: what its configuration says. */
  readonly context?: number;
}

/** Rejects AppError 'backend-unavailable' | 'out-of-memory' | 'device-lost' | 'aborted'. */
export async function loadWebLlm(
  { model, model_lib, context }: WebLlmRecord,
  tap: LogitTap,
  signal?: AbortSignal,
): Promise<MLCEngine> {
  if (signal?.aborted) throw stopped();
  const window = { context_window_size: context ?? 0, sliding_window_size: -1, attention_sink_size: -1 };
  const overrides = context === undefined ? {} : { overrides: window };
  const engine = new MLCEngine({
    appConfig: { model_list: [{ model, model_lib, model_id: MODEL, ...overrides }], cacheBackend: 'cache' },
    logLevel: 'WARN',
    logitProcessorRegistry: new Map([[MODEL, tap]]),
  });
  const stop = (): void => void engine.unload();
  signal?.addEventListener('abort', stop);
  try {
    await engine.reload(MODEL);
  } catch (thrown) {
    await engine.unload().catch(() => undefined);
    throw signal?.aborted ? stopped() : webLlmFailure(thrown);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  if (!signal?.aborted) return engine;
  await engine.unload();
  throw stopped();
}

/** web-llm's errors have no codes: their names, and what browsers call a lack of memory, say what happened. */
export function webLlmFailure(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { message } = AppError.from(thrown);
  const name = thrown instanceof Error ? thrown.name : '';
  const why = message.slice(0, 300);
  if (name === 'DeviceLostError' || name === 'ModelNotLoadedError')
    return new AppError(
      'device-lost',
      'web-llm lost the GPU, most often for lack of memory. Close other pages that use it, or choose a smaller model or another engine.',
      { why },
    );
  if (/out of memory|out-of-memory|OutOfMemory|allocation failed/i.test(message))
    return new AppError(
      'out-of-memory',
      'There is not enough memory for this model on web-llm. Close other pages, or choose a smaller model or another engine.',
      { why },
    );
  return new AppError('backend-unavailable', `web-llm did not start: ${why}. Choose another engine.`, {
    why,
  });
}

function stopped(): AppError {
  return new AppError('aborted', 'Stopped. Load the model again to go on.');
}
