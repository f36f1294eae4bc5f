import type { MLCEngine } from '@mlc-ai/web-llm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DecoderBackend } from '#engine/decoder-backend.ts';
import { backendOver } from './backend-over.ts';
import { STRIDE, paperDevice, paperEngine, paperFunction, paperTensor } from './engine-fixture.ts';
import type { PaperEngineParts } from './engine-fixture.ts';
import { LogitTap } from './public-backend.ts';

const PARTS = {
  ...{ reason: 'web-llm, as chosen,', precision: 'test', cacheBytes: 1e6, positions: 64, vocabSize: 500 },
  ...{ bytesPerToken: 4, weightBytes: 0, declaredOnly: null },
};
const CPU = 'web-llm, as chosen, on paper, whose logits are read on the CPU.';

/** web-llm itself hands out zeros as logits until it hangs. */
function opened(parts: PaperEngineParts, declaredOnly: string | null = null) {
  const unload = vi.fn(() => Promise.resolve());
  const state = { hangs: false, handsOut: true };
  const tap = new LogitTap();
  const called = (): Promise<void> => (state.hangs ? new Promise(() => undefined) : Promise.resolve());
  const forwardTokensAndSample = (): Promise<void> => {
    if (state.handsOut) tap.processLogits(new Float32Array(STRIDE));
    return called();
  };
  const engine = { ...paperEngine(parts), unload, resetChat: called, forwardTokensAndSample };
  const open = () => backendOver(engine as unknown as MLCEngine, tap, { ...PARTS, declaredOnly });
  return { open, unload, state };
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
    const backend = await opened({ device }).open();
    expect(backend.reason).toBe(CPU);
    expect(await ask(backend)).toHaveLength(1);
  });

  it('reads them on the CPU when tensors do not say where they lie', async () => {
    const tensor = (shape: readonly number[]): object => {
      const made = { ...paperTensor(shape), getDataPtr: undefined };
      return Object.assign(made, { copyFrom: () => made });
    };
    expect((await opened({ tensor }).open()).reason).toBe(CPU);
  });

  it('ends the load when the device is lost at the try', async () => {
    const { device, lose } = paperDevice();
    device.createComputePipelineAsync = () => {
      lose('unknown');
      return new Promise(() => undefined);
    };
    const { open, unload } = opened({ device });
    await expect(open()).rejects.toMatchObject({ code: 'device-lost' });
    expect(unload).toHaveBeenCalled();
  });
});

describe('backendOver, where the runtime ends itself', () => {
  const exits = (): never => {
    // As emscripten does: no Error.
    throw { name: 'ExitStatus', message: 'Program terminated with exit(1)', status: 1 };
  };
  const giving = (names: readonly string[]): PaperEngineParts => {
    const failing = Object.assign(exits, { dispose: () => undefined });
    return { named: (name) => (names.includes(name) ? failing : paperFunction) };
  };

  it('says that there is no room when it was asked for a cache', async () => {
    const { open, unload } = opened(giving(['create_tir_paged_kv_cache']));
    await expect(open()).rejects.toMatchObject({ code: 'out-of-memory' });
    expect(unload).toHaveBeenCalledOnce();
  });

  it('says that the library is of another model when it was asked to run one', async () => {
    const { open, unload } = opened(giving(['prefill']));
    await expect(open()).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringContaining('built for another one') as string,
    });
    expect(unload).toHaveBeenCalledOnce();
  });
});

describe('backendOver on the declared interface', () => {
  it('is told of a loss of the device in the middle of a call', async () => {
    const { device, lose } = paperDevice();
    const { open, state } = opened({ device }, 'leave to use its internals');
    const backend = await open();
    expect(backend.lacks).toContain('rewind');
    state.hangs = true;
    const asked = ask(backend);
    lose('unknown');
    await expect(asked).rejects.toMatchObject({ code: 'device-lost' });
  });

  it('is taken where a tensor lacks what is needed, and says so', async () => {
    const tensor = (shape: readonly number[]): object => ({ ...paperTensor(shape), view: undefined });
    expect((await opened({ tensor }).open()).reason).toContain('has no tensor.view');
  });

  const giving = (result: () => object): PaperEngineParts => ({
    named: () => Object.assign(result as typeof paperFunction, { dispose: () => undefined }),
  });
  for (const [what, noun, result] of [
    ['cannot be asked for its logits', 'result.get', () => paperTensor([1, 1, STRIDE])],
    ['is no tensor', 'tensor of embed', () => ({})],
    [
      'has other logits',
      'float32 logits of prefill',
      () => {
        const given = paperTensor([1, 1, STRIDE]);
        return { ...given, get: () => ({ ...given, dtype: 'float16' }) };
      },
    ],
  ] as const)
    it(`is taken where only a run shows what is missing: what a function gives ${what}`, async () => {
      const { open, unload } = opened(giving(result));
      const backend = await open();
      expect(backend.lacks).toEqual(['hidden', 'rewind']);
      expect(backend.reason).toContain(`since this web-llm has no ${noun}.`);
      expect(await ask(backend)).toHaveLength(1);
      expect(unload).not.toHaveBeenCalled();
    });

  it('ends the load, and unloads, where it hands out no logits either', async () => {
    const { open, unload, state } = opened(giving(() => paperTensor([1, 1, STRIDE])));
    state.handsOut = false;
    await expect(open()).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringContaining('no logits') as string,
    });
    expect(unload).toHaveBeenCalledOnce();
  });
});
