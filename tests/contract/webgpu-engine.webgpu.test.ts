/** The engine contract on WebGPU. One device for all engines of the suite: each own one would compile every shader again. */
import { afterAll, beforeAll, vi } from 'vitest';
import { openWebGpuBackend } from '#engine/backends/onnx/webgpu-backend.ts';
import { openDevice } from '#engine/gpu-device.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';
import { createEngine } from '#engine/engine.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openModel } from '#engine/open-model.ts';
import { engineContract } from './engine.ts';
import { tinyModel } from './tiny-model.ts';

// SwiftShader compiles a shader in seconds, on a busy machine in many.
vi.setConfig({ hookTimeout: 180_000 });

let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await openDevice();
});
afterAll(() => gpu.close());

const RUNS = 4;
engineContract(
  'WebGPU in Chromium',
  async ({ cacheBytes = 512 << 20, answerBytes }) => {
    const model = await openModel(fromBytes(tinyModel(1, { headSize: 16 })));
    const backend = await openWebGpuBackend(model, {
      gpu,
      reason: 'contract test',
      cacheBytes,
      context: 8192,
    });
    return createEngine({ backend, ...model, ...(answerBytes === undefined ? {} : { answerBytes }) });
  },
  { runs: RUNS },
);
