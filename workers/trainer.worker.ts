/** Entry of the trainer worker: trainer and measuring engine on one runtime, exposed through Comlink. */
import type { TuningFigures } from '#core/tuning.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { modelFile } from '#engine/model-source.ts';
import { openEngine } from '#engine/open.ts';
import { createTrainerHost, exposeTrainer } from '#rpc/trainer-host.ts';
import { measureTuning } from '#runner/tuning-figures.ts';
import { trainOn } from '#train/train-on.ts';

/** Chooses the planted mistakes that every model is measured on. */
const MEASURING_SEED = 20_251;

async function measure(
  file: Uint8Array,
  { runtime, n, signal }: { runtime: GraphRuntime; n: number; signal: AbortSignal | undefined },
): Promise<TuningFigures> {
  const target = { runtime, reason: 'as the trainer' };
  const stop = signal ? { signal } : {};
  const engine = await openEngine({ source: fromBytes(file), target, ...stop });
  try {
    return await measureTuning(engine, { seed: MEASURING_SEED, n, ...stop });
  } finally {
    await engine.dispose();
  }
}

exposeTrainer(
  createTrainerHost({
    tune: async ({ parent, plan }, onEvent, signal) => {
      onEvent({ type: 'stage', stage: 'fetching' });
      const blob = await modelFile(parent);
      const { chooseThreads, openWasmRuntime } = await import('#engine/backends/onnx/wasm-runtime.ts');
      const { threads, why } = await chooseThreads(0);
      onEvent({ type: 'threads', why });
      const runtime = openWasmRuntime(threads);
      return trainOn({
        ...{ runtime, plan, onEvent, signal, now: () => performance.now() },
        parent: new Uint8Array(await blob.arrayBuffer()),
        measure: (file, stop) => measure(file, { runtime, n: plan.items, signal: stop }),
      });
    },
  }),
);
