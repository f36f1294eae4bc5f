import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openEngine } from '#engine/open.ts';
import { engineContract } from './engine.ts';
import { tinyModel } from './tiny-model.ts';

const native = await openNodeRuntime();
if (native.id === 'onnx-node') {
  engineContract('onnxruntime-node', (cache) =>
    openEngine({
      source: fromBytes(tinyModel()),
      target: { runtime: native, reason: 'contract test' },
      ...cache,
    }),
  );
} else console.log('skipped: engine contract on onnxruntime-node, which is not installed (npm run native)');

engineContract('onnxruntime-web, wasm in Node', async (cache) => {
  const runtime = await openNodeRuntime({ wasm: true });
  return openEngine({
    source: fromBytes(tinyModel()),
    target: { runtime, reason: 'contract test' },
    ...cache,
  });
});
