import type { MLCEngine } from '@mlc-ai/web-llm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DecoderBackend } from '#engine/decoder-backend.ts';
import { backendOver } from './backend-over.ts';
import { paperDevice, paperEngine, paperTensor } from './engine-fixture.ts';
import type { PaperEngineParts } from './engine-fixture.ts';
import { LogitTap } from './public-backend.ts';

const PARTS = {
  ...{ reason: 'web-llm, as chosen,', precision: 'test', cacheBytes: 1e6, positions: 64, vocabSize: 500 },
  ...{ bytesPerToken: 4, weightBytes: 0, declaredOnly: null },
};
const CPU = 'web-llm, as chosen, on paper, whose logits are read on the CPU.';

/** What is called of web-llm itself never settles. */
function opened(parts: PaperEngineParts, declaredOnly: string | null = null) {
  const unload = vi.fn(() => Promise.resolve());
  const hangs = (): Promise<void> => new Promise(() => undefined);
  const engine = { ...paperEngine(parts), unload, resetChat: hangs, forwardTokensAndSample: hangs };
  const backend = backendOver(engine as unknown as MLCEngine, new LogitTap(), { ...PARTS, declaredOnly });
  return { backend, unload };
}
const ask = (backend: DecoderBackend) => backend.run([{ tokens: [1, 2], from: 1 }], {});

describe('backendOver, where logits cannot be read on the GPU', () => {
  beforeEach(() => {
    vi.stubGlobal('GPUOutOfMemoryError', class {});
    return () => vi.unstubAllGlobals();
  });

  it('reads them on the CPU when the device refuses the shader, also when it complains of it', async () => {
    const { device, refuse } = paperDevice();
    device.createComputePipelineAsync = () => {
      refuse('no such shader');
      return Promise.reject(new Error('no such shader'));
    };
    const backend = await opened({ device }).backend;
    expect(backend.reason).toBe(CPU);
    expect(await ask(backend)).toHaveLength(1);
  });

  it('reads them on the CPU when tensors do not say where they lie', async () => {
    const tensor = (shape: readonly number[]): object => {
      const made = { ...paperTensor(shape), getDataPtr: undefined };
      return Object.assign(made, { copyFrom: () => made });
    };
    expect((await opened({ tensor }).backend).reason).toBe(CPU);
  });

  it('ends the load when the device is lost at the try', async () => {
    const { device, lose } = paperDevice();
    device.createComputePipelineAsync = () => {
      lose('unknown');
      return new Promise(() => undefined);
    };
    const { backend, unload } = opened({ device });
    await expect(backend).rejects.toMatchObject({ code: 'device-lost' });
    expect(unload).toHaveBeenCalled();
  });
});

describe('backendOver on the declared interface', () => {
  it('is told of a loss of the device in the middle of a call', async () => {
    const { device, lose } = paperDevice();
    const backend = await opened({ device }, 'leave to use its internals').backend;
    expect(backend.lacks).toContain('rewind');
    const asked = ask(backend);
    lose('unknown');
    await expect(asked).rejects.toMatchObject({ code: 'device-lost' });
  });

  it('is taken where a tensor lacks what is needed, and says so', async () => {
    const tensor = (shape: readonly number[]): object => ({ ...paperTensor(shape), view: undefined });
    expect((await opened({ tensor }).backend).reason).toContain('has no tensor.view');
  });
});
