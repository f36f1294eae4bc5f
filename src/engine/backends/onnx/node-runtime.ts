/**
 * Graph runtime of the command line: onnxruntime-node where it is installed (`npm run native`), else the wasm build.
 * It must not be imported by the page.
 */
import type { InferenceSession } from 'onnxruntime-web';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { wrapOrt } from './ort-session.ts';
import type { OrtModule } from './ort-session.ts';

// In a variable, so that the optional package is not resolved where it is absent.
const NATIVE_PACKAGE: string = 'onnxruntime-node';

export interface NodeRuntimeOptions {
  /** Threads inside an operator; 1 is fastest on a machine with other work. */
  readonly threads?: number;
  /** Use the wasm build even where the native one is installed. */
  readonly wasm?: boolean;
}

/** Never rejects for want of the native package. Threads of the wasm build are fixed by the first call in a process. */
export async function openNodeRuntime({
  threads = 1,
  wasm = false,
}: NodeRuntimeOptions = {}): Promise<GraphRuntime> {
  const native = wasm ? null : await importNative();
  return native
    ? wrapOrt(native, { id: 'onnx-node', threads, sessionOptions: nativeOptions(threads) })
    : openWasm(threads);
}

async function importNative(): Promise<OrtModule | null> {
  try {
    const module = (await import(NATIVE_PACKAGE)) as OrtModule & { default?: OrtModule };
    return module.default ?? module;
  } catch {
    return null;
  }
}

async function openWasm(threads: number): Promise<GraphRuntime> {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = threads;
  const sessionOptions = { executionProviders: ['wasm'], graphOptimizationLevel: 'all' } as const;
  return wrapOrt(ort as OrtModule, { id: 'onnx-wasm', threads, sessionOptions });
}

function nativeOptions(threads: number): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Spinning workers starve whatever shares the cores; without it a busy machine loses half as much.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
