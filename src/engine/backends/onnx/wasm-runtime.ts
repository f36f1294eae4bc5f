/**
 * Graph runtime of the page on the CPU: the asyncify build of onnxruntime-web, whose wasm also carries the WebGPU
 * provider, so that one file serves both. Its files lie under /ort/ of our own origin (scripts/copy-static.mjs).
 */
import * as ort from 'onnxruntime-web/webgpu';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { wrapOrt } from './ort-session.ts';
import type { OrtModule } from './ort-session.ts';
import { measureGain } from './thread-probe.ts';

/** Gain in the probe from which more threads are worth it. */
const WORTH_IT = 1.4;
const MOST_THREADS = 4;

export interface ChosenThreads {
  readonly threads: number;
  /** For the user, as a clause: “2 threads, 1.8 times as fast as one in a short test”. */
  readonly why: string;
}

/** `wanted` 0: measured. The count is fixed by the first session in this worker or page. */
export async function chooseThreads(wanted: number): Promise<ChosenThreads> {
  if (!globalThis.crossOriginIsolated)
    return { threads: 1, why: '1 thread, because this page is not cross-origin isolated' };
  if (wanted > 0) return { threads: wanted, why: `${wanted} thread${wanted === 1 ? '' : 's'}, as set` };
  const most = Math.min(MOST_THREADS, navigator.hardwareConcurrency);
  if (most < 2) return { threads: 1, why: '1 thread, because there is one core' };
  const gain = await measureGain(most).catch(() => 0);
  const times = gain.toFixed(1);
  return gain >= WORTH_IT
    ? { threads: most, why: `${most} threads, ${times} times as fast as one in a short test` }
    : { threads: 1, why: `1 thread, because ${most} were only ${times} times as fast in a short test` };
}

/** `base`: folder of onnxruntime's wasm files, same origin. */
export function openWasmRuntime(threads: number, base = '/ort/'): GraphRuntime {
  // Absolute: Vite's dev server rewrites imports of root-relative paths.
  ort.env.wasm.wasmPaths = new URL(base, globalThis.location.href).href;
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.proxy = false;
  const sessionOptions = { executionProviders: ['wasm'], graphOptimizationLevel: 'all' } as const;
  return wrapOrt(ort as OrtModule, { id: 'onnx-wasm', threads, sessionOptions });
}
