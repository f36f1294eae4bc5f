/**
 * The backends a page can choose from, best first: what each needs, and how it is loaded when it is wanted. The command
 * line hands openEngine a runtime of its own instead (backends/onnx/node-runtime.ts), which a page must not import.
 */
import { AppError } from '#core/app-error.ts';
import type { ErrorCode } from '#core/app-error.ts';
import type { DecoderBackend } from './decoder-backend.ts';
import type { HyperParameters } from './graph/hyper-parameters.ts';
import type { Need } from './model-report.ts';
import type { OnProgress, OpenedModel } from './open-model.ts';
import type { BackendId } from './types.ts';

export type PageBackendId = Extract<BackendId, 'onnx-wasm' | 'onnx-webgpu' | 'webllm'>;

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
  /** Null where it can run, else the reason why not, as a clause. `asked`: the user chose it, so slow is no reason. */
  missing(asked: boolean): Promise<string | null>;
  /** What the model takes there. `context`: longest sequence. */
  need(hp: HyperParameters, context: number): Promise<Need>;
  open(model: OpenedModel, options: BackendOptions): Promise<DecoderBackend>;
}
type ByHand = Omit<BackendEntry, 'need'>;

const webgpu: BackendEntry = {
  id: 'onnx-webgpu',
  title: 'WebGPU',
  missing: async (asked) => {
    const { lackOfWebGpu } = await import('./gpu-device.ts');
    return lackOfWebGpu(asked);
  },
  need: async (hp, context) => {
    const { needOnGpu } = await import('./backends/onnx/webgpu-fit.ts');
    return needOnGpu(hp, context);
  },
  open: async (model, options) => {
    const { openWebGpuBackend } = await import('./backends/onnx/webgpu-backend.ts');
    return openWebGpuBackend(model, options);
  },
};

const wasm: BackendEntry = {
  id: 'onnx-wasm',
  title: 'WebAssembly',
  missing: () =>
    Promise.resolve(typeof WebAssembly === 'object' ? null : 'WebAssembly is not available here'),
  need: async (hp, context) => {
    const { needOnWasm } = await import('./backends/onnx/wasm-room.ts');
    return needOnWasm(hp, context, machineMemory());
  },
  open: async (model, options) => {
    const { chooseThreads, openWasmRuntime } = await import('./backends/onnx/wasm-runtime.ts');
    const { openDeltaBackend } = await import('./backends/onnx/open-delta-backend.ts');
    const { threads, why } = await chooseThreads(options.threads);
    const reason = `${options.reason} with ${why}.`;
    return openDeltaBackend(model, { ...options, runtime: openWasmRuntime(threads), reason });
  },
};

/** Never taken by itself: it runs no model better than the others, and only shapes that a library was compiled for. */
const webllm: ByHand = {
  id: 'webllm',
  title: 'web-llm',
  missing: async () => {
    const { lackOfWebGpu } = await import('./gpu-device.ts');
    return lackOfWebGpu(true);
  },
  open: async (model, options) => {
    const { openWebLlmBackend } = await import('./backends/webllm/open-webllm-backend.ts');
    return openWebLlmBackend(model, options);
  },
};

/** Bytes, as coarsely as the browser tells; null where it does not. */
function machineMemory(): number | null {
  const told: unknown = 'deviceMemory' in navigator ? navigator.deviceMemory : null;
  return typeof told === 'number' ? told * 2 ** 30 : null;
}

/** Best first. */
export const BACKENDS: readonly BackendEntry[] = Object.freeze([webgpu, wasm]);
/** Only where the user names one. */
const BY_HAND: readonly ByHand[] = Object.freeze([webllm]);

/** What says that a backend cannot run this model here, though another might. */
const TRY_ANOTHER: ReadonlySet<ErrorCode> = new Set(['backend-unavailable', 'out-of-memory', 'device-lost']);

/**
 * Opens the best backend that can run here, or the one asked for. With 'auto' the next one is tried when one does not
 * start; its `reason` then says so. Rejects 'backend-unavailable', or what opening the model rejects.
 */
export async function openBackend(
  model: OpenedModel,
  wanted: 'auto' | PageBackendId,
  options: Omit<BackendOptions, 'reason'>,
  entries: readonly BackendEntry[] = BACKENDS,
): Promise<DecoderBackend> {
  const candidates = wanted === 'auto' ? entries : [...entries, ...BY_HAND].filter(({ id }) => id === wanted);
  const missing: string[] = [];
  let failure: AppError | null = null;
  for (const entry of candidates) {
    const lack = await entry.missing(wanted !== 'auto');
    if (lack !== null) {
      missing.push(lack);
      continue;
    }
    try {
      return await entry.open(model, { ...options, reason: reasonFor(entry, wanted, missing) });
    } catch (thrown) {
      failure = AppError.from(thrown);
      if (!TRY_ANOTHER.has(failure.code)) throw failure;
      missing.push(`${entry.title} did not start (${failure.message.split('. ')[0]})`);
    }
  }
  if (failure) throw failure;
  const why = missing.join(' and ') || `${wanted} is not among the backends of this version`;
  throw new AppError('backend-unavailable', `${why}. Choose another backend or a current browser.`, {
    wanted,
  });
}

/** Begins a sentence that the backend may go on with: “WebGPU is not available here, so WebAssembly”. */
function reasonFor(entry: ByHand, wanted: string, missing: readonly string[]): string {
  if (wanted !== 'auto') return `${entry.title}, as chosen,`;
  return missing.length > 0 ? `${missing.join(' and ')}, so ${entry.title}` : entry.title;
}
