import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { DecoderBackend } from './decoder-backend.ts';
import { fromBytes } from './gguf/byte-source.ts';
import { openModel } from './open-model.ts';
import { BACKENDS, openBackend } from './table.ts';
import type { BackendEntry } from './table.ts';
import { tinyModel } from '../../tests/contract/tiny-model.ts';

const OPTIONS = { cacheBytes: 0, context: 8, threads: 1 };
const model = openModel(fromBytes(tinyModel()));

/** An entry whose backend is nothing but its reason. */
function entry(
  id: BackendEntry['id'],
  title: string,
  lack: string | null,
  failure: AppError | null = null,
): BackendEntry {
  return {
    id,
    title,
    missing: (asked) => Promise.resolve(asked && lack === 'slow' ? null : lack),
    need: () => Promise.resolve({ lack: null, doubt: null, keptBytes: 1, peakBytes: 2 }),
    open: (_, { reason }) =>
      failure ? Promise.reject(failure) : Promise.resolve({ id, reason } as unknown as DecoderBackend),
  };
}
const wasm = entry('onnx-wasm', 'WebAssembly', null);
const open = async (
  wanted: Parameters<typeof openBackend>[1],
  entries: BackendEntry[],
): Promise<string[]> => {
  const { id, reason } = await openBackend(await model, wanted, OPTIONS, entries);
  return [id, reason];
};

describe('the choice of a backend', () => {
  it('takes the best that can run and says why', async () => {
    const gpu = (lack: string | null): BackendEntry => entry('onnx-webgpu', 'WebGPU', lack);
    expect(await open('auto', [gpu(null), wasm])).toEqual(['onnx-webgpu', 'WebGPU']);
    expect(await open('auto', [gpu('WebGPU is not there'), wasm])).toEqual([
      'onnx-wasm',
      'WebGPU is not there, so WebAssembly',
    ]);
  });

  it('takes a slow one only when it is asked for', async () => {
    const slow = entry('onnx-webgpu', 'WebGPU', 'slow');
    expect((await open('auto', [slow, wasm]))[0]).toBe('onnx-wasm');
    expect(await open('onnx-webgpu', [slow, wasm])).toEqual(['onnx-webgpu', 'WebGPU, as chosen,']);
  });

  it('goes on to the next when one does not start, but not for a fault of the model', async () => {
    const lost = new AppError('device-lost', 'The GPU went away. Reload.');
    const failing = entry('onnx-webgpu', 'WebGPU', null, lost);
    expect(await open('auto', [failing, wasm])).toEqual([
      'onnx-wasm',
      'WebGPU did not start (The GPU went away), so WebAssembly',
    ]);
    await expect(open('onnx-webgpu', [failing, wasm])).rejects.toBe(lost);
    const broken = new AppError('malformed-file', 'The file is broken. Get it again.');
    await expect(open('auto', [entry('onnx-webgpu', 'WebGPU', null, broken), wasm])).rejects.toBe(broken);
  });

  it('refuses what cannot run, with what to do', async () => {
    const none = [entry('onnx-webgpu', 'WebGPU', 'WebGPU is not there')];
    for (const wanted of ['auto', 'onnx-webgpu', 'onnx-wasm'] as const)
      await expect(open(wanted, none)).rejects.toMatchObject({
        code: 'backend-unavailable',
        message: expect.stringMatching(/Choose another backend/) as string,
      });
  });

  it('has WebAssembly last, which can run anywhere', async () => {
    expect(BACKENDS.at(-1)?.id).toBe('onnx-wasm');
    expect(await BACKENDS.at(-1)?.missing(false)).toBeNull();
  });
});
