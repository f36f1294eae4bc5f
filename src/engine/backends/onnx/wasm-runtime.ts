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

/** What onnxruntime was started with in this worker or page; it cannot be changed after. */
let started: number | null = null;

/** `wanted` 0: measured. */
export async function chooseThreads(wanted: number): Promise<ChosenThreads> {
  if (started !== null) return { threads: started, why: `${count(started)}, as when this worker started` };
  if (!globalThis.crossOriginIsolated)
    return { threads: 1, why: '1 thread, because this page is not cross-origin isolated' };
  if (wanted > 0) return { threads: wanted, why: `${count(wanted)}, as set` };
  const most = Math.min(MOST_THREADS, navigator.hardwareConcurrency);
  if (most < 2) return { threads: 1, why: '1 thread, because there is one core' };
  return judge(most, await measureGain(most).catch(() => null));
}

function judge(most: number, gain: number | null): ChosenThreads {
  if (gain === null) return { threads: 1, why: '1 thread, because more could not be tried' };
  const times = gain.toFixed(1);
  return gain >= WORTH_IT
    ? { threads: most, why: `${count(most)}, ${times} times as fast as one in a short test` }
    : { threads: 1, why: `1 thread, because ${most} were only ${times} times as fast in a short test` };
}

const count = (threads: number): string => `${threads} thread${threads === 1 ? '' : 's'}`;

/** `base`: folder of onnxruntime's wasm files, same origin. */
export function openWasmRuntime(threads: number, base = '/ort/'): GraphRuntime {
  started ??= threads;
  // Absolute: Vite's dev server rewrites imports of root-relative paths.
  ort.env.wasm.wasmPaths = new URL(base, globalThis.location.href).href;
  ort.env.wasm.numThreads = started;
  ort.env.wasm.proxy = false;
  const sessionOptions = { executionProviders: ['wasm'], graphOptimizationLevel: 'all' } as const;
  return wrapOrt(ort as OrtModule, { id: 'onnx-wasm', threads: started, sessionOptions });
}
