/** An engine over parameters that stand in no file: for sampling from a model while it is tuned, and for measuring it. */
import { fromBytes } from '#engine/gguf/byte-source.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { openEngine } from '#engine/open.ts';
import type { Engine } from '#engine/types.ts';
import { exportGguf } from '#train/export-gguf.ts';
import type { ExportOptions } from '#train/export-gguf.ts';
import { ROW_LENGTH } from '#train/organism-shape.ts';

/** Sequences end where a training row would: what is sampled can be learnt from. */
export async function withEngine<T>(
  runtime: GraphRuntime,
  organism: ExportOptions,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await openEngine({
    source: fromBytes(exportGguf(organism)),
    target: { runtime, reason: 'The model that is tuned.' },
    context: ROW_LENGTH + 1,
  });
  try {
    return await work(engine);
  } finally {
    await engine.dispose();
  }
}
