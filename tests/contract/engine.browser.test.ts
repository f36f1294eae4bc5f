import { describe, expect, it } from 'vitest';
import { chooseThreads } from '#engine/backends/onnx/wasm-runtime.ts';
import { fromBlob } from '#engine/gguf/byte-source.ts';
import { openEngine } from '#engine/open.ts';
import type { OpenProgress } from '#engine/open-model.ts';
import { expectPyTorchNumbers } from '../oracle/tiny-engine-checks.ts';
import { tinyModel } from './tiny-model.ts';

describe('threads in a browser', () => {
  it('are chosen by a short test when nothing is set, with the numbers shown', async () => {
    expect(globalThis.crossOriginIsolated).toBe(true);
    const { threads, why } = await chooseThreads(0);
    expect(threads).toBeGreaterThanOrEqual(1);
    if (navigator.hardwareConcurrency > 1)
      expect(why).toMatch(/^(1 thread, because \d were only|\d threads,) \d\.\d times as fast/);
  });
});

describe('in a browser, from a Blob, on WebAssembly with one thread', () => {
  it('the engine gives the numbers of PyTorch and says where it runs and why', async () => {
    const stages: OpenProgress['stage'][] = [];
    const engine = await openEngine({
      source: fromBlob(new Blob([tinyModel() as Uint8Array<ArrayBuffer>])),
      target: { backend: 'onnx-wasm', threads: 1 },
      onProgress: ({ stage }) => stages.push(stage),
    });
    expect(engine.info).toMatchObject({ backend: 'onnx-wasm', threads: 1, precision: 'float32' });
    expect(engine.info.reason).toMatch(/^WebAssembly, as chosen, with 1 thread/);
    expect([...new Set(stages)]).toEqual(['reading', 'building', 'starting']);
    await expectPyTorchNumbers(engine);

    const controller = new AbortController();
    const long = Array.from({ length: 300 }, (_, i) => i % 200);
    const stopped = engine.next([long], {}, controller.signal);
    controller.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect(await engine.next([long.slice(0, 9)], { topK: 1 })).toHaveLength(1);
    await engine.dispose();

    const second = await openEngine({
      source: fromBlob(new Blob([tinyModel() as Uint8Array<ArrayBuffer>])),
      target: { backend: 'onnx-wasm', threads: 2 },
    });
    expect(second.info).toMatchObject({ threads: 1 });
    expect(second.info.reason).toMatch(/1 thread, as when this worker started/);
    await second.dispose();
  });
});
