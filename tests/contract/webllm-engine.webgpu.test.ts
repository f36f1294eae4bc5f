/**
 * The engine contract on web-llm, with the shipped organism. What keeps nothing, and is asked most, is our own runtime
 * here: it takes milliseconds where the software renderer takes seconds, and is another engine altogether.
 */
import { vi } from 'vitest';
import { bytesPerToken } from '#engine/cache/kv-block.ts';
import { openEngine } from '#engine/open.ts';
import { engineContract } from './engine.ts';
import { TOLERANCE, openOrganism, openWebLlm } from './webllm-fixture.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** So that one sequence is more than a chunk, and none much more. */
const CONTEXT = 150;
const model = await openOrganism('wait');
const { vocabSize } = model.facts;

engineContract(
  'web-llm in Chromium',
  async (cache) => {
    if (cache.cacheBytes !== 0) return openWebLlm(model, { ...cache, context: CONTEXT });
    const { source } = model.file;
    return openEngine({
      ...{ source, context: CONTEXT, ...cache },
      target: { backend: 'onnx-wasm', threads: 1 },
    });
  },
  {
    ...{ vocabSize, context: CONTEXT, bytesPerToken: bytesPerToken(model.hp), tolerance: TOLERANCE },
    padding: model.hp.vocab > vocabSize ? model.hp.vocab - 1 : null,
    ...{ usual: 12, longest: 40, together: 4, runs: 2 },
  },
);
