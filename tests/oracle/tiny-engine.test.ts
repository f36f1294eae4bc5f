import { describe, it } from 'vitest';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openEngine } from '#engine/open.ts';
import { tinyModel } from '../contract/tiny-model.ts';
import { expectPyTorchNumbers } from './tiny-engine-checks.ts';

describe('an engine opened from a GGUF file gives the numbers of PyTorch', () => {
  it.each([false, true])('wasm build: %s', async (wasm) => {
    const runtime = await openNodeRuntime({ wasm });
    const engine = await openEngine({
      source: fromBytes(tinyModel()),
      target: { runtime, reason: 'oracle test' },
    });
    await expectPyTorchNumbers(engine);
    await engine.dispose();
  });
});
