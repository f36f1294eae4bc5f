/**
 * The backends a page can choose from, best first: what each needs, and how it is loaded when it is wanted. The command
 * line hands openEngine a runtime of its own instead (backends/onnx/node-runtime.ts), which a page must not import.
 */
import { AppError } from '#core/app-error.ts';
import type { DecoderBackend } from './decoder-backend.ts';
import type { OnProgress, OpenedModel } from './open-model.ts';
import type { BackendId } from './types.ts';

export type PageBackendId = Extract<BackendId, 'onnx-wasm' | 'onnx-webgpu'>;

export interface BackendOptions {
  /** For kept key/value rows. */
  readonly cacheBytes: number;
  /** Longest sequence; the model's own context bounds it. */
  readonly context: number;
  /** CPU threads; 0: measured at start. */
  readonly threads: number;
  /** Why this backend was chosen; the backend adds what it finds out itself. */
  readonly reason: string;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}
export interface BackendEntry {
  readonly id: PageBackendId;
  /** As in “runs on …”. */
  readonly title: string;
  /** Null where it can run, else the reason why not, as a clause. */
  missing(): Promise<string | null>;
  open(model: OpenedModel, options: BackendOptions): Promise<DecoderBackend>;
}

const wasm: BackendEntry = {
  id: 'onnx-wasm',
  title: 'WebAssembly',
  missing: () =>
    Promise.resolve(typeof WebAssembly === 'object' ? null : 'WebAssembly is not available here'),
  open: async (model, options) => {
    const { chooseThreads, openWasmRuntime } = await import('./backends/onnx/wasm-runtime.ts');
    const { openDeltaBackend } = await import('./backends/onnx/open-delta-backend.ts');
    const { threads, why } = await chooseThreads(options.threads);
    const reason = `${options.reason} with ${why}.`;
    return openDeltaBackend(model, { ...options, runtime: openWasmRuntime(threads), reason });
  },
};

/** Best first. */
export const BACKENDS: readonly BackendEntry[] = Object.freeze([wasm]);

export interface Choice {
  readonly entry: BackendEntry;
  /** Begins a sentence that the backend may go on with: “WebGPU is not available here, so WebAssembly”. */
  readonly reason: string;
}

/** The first backend that can run here, or the one asked for. Rejects 'backend-unavailable'. */
export async function chooseBackend(
  wanted: 'auto' | PageBackendId,
  entries: readonly BackendEntry[] = BACKENDS,
): Promise<Choice> {
  const candidates = wanted === 'auto' ? entries : entries.filter(({ id }) => id === wanted);
  const missing: string[] = [];
  for (const entry of candidates) {
    const lack = await entry.missing();
    if (lack === null) return { entry, reason: reasonFor(entry, wanted, missing) };
    missing.push(lack);
  }
  const why = missing.join(' and ') || `${wanted} is not among the backends of this version`;
  throw new AppError('backend-unavailable', `${why}. Choose another backend or a current browser.`, {
    wanted,
  });
}

function reasonFor(entry: BackendEntry, wanted: string, missing: readonly string[]): string {
  if (wanted !== 'auto') return `${entry.title}, as chosen,`;
  return missing.length > 0 ? `${missing.join(' and ')}, so ${entry.title}` : entry.title;
}
