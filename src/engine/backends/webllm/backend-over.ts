/** The backend on a web-llm engine with its model loaded: what lies below its interface, or the declared interface alone. */
import type { MLCEngine } from '@mlc-ai/web-llm';
import { AppError } from '#core/app-error.ts';
import type { DecoderBackend, RowRequest } from '#engine/decoder-backend.ts';
import { GpuDevice, adapterName, outOfMemory } from '#engine/gpu-device.ts';
import { CopiedLogits } from './copied-logits.ts';
import { GpuLogits } from './gpu-logits.ts';
import { reachDevice, reachInternals } from './internals.ts';
import type { Internals } from './internals.ts';
import { MODEL, webLlmFailure } from './load-engine.ts';
import { whatIsMissing } from './missing-internal.ts';
import { PAGE_TOKENS, PagedForward } from './paged-forward.ts';
import { PublicBackend } from './public-backend.ts';
import type { LogitTap, PublicModel } from './public-backend.ts';
import { WebLlmBackend } from './webllm-backend.ts';

export interface ModelParts {
  /** Why web-llm, for the user; begins a sentence. */
  readonly reason: string;
  readonly precision: string;
  /** For kept key/value rows; 0 keeps nothing beyond a question. */
  readonly cacheBytes: number;
  /** Longest sequence. */
  readonly positions: number;
  /** Tokens that its tokenizer knows. */
  readonly vocabSize: number;
  /** Of key/value rows. */
  readonly bytesPerToken: number;
  readonly weightBytes: number;
  /** Why the internals must not be used, as a noun; null where they may. */
  readonly declaredOnly: string | null;
}
const MOST_SEQUENCES = 8;
/** So that Stop is prompt, whatever the library would take at once. */
const LONGEST_CHUNK = 128;

/**
 * Unloads the engine when the model does not answer. What only a run shows to be missing of the internals leads to the
 * declared interface too. Rejects AppError 'out-of-memory' | 'device-lost' | 'backend-unavailable' | 'internal'.
 */
export async function backendOver(
  engine: MLCEngine,
  tap: LogitTap,
  parts: ModelParts,
): Promise<DecoderBackend> {
  try {
    const reached = reachInternals(engine, MODEL);
    const asked = parts.declaredOnly === null ? [] : [parts.declaredOnly];
    const missing = reached.ok ? asked : [...asked, ...reached.missing];
    if (!reached.ok || missing.length > 0) return await overDeclared(engine, tap, { parts, missing });
    return await overInternals(engine, reached.internals, parts).catch((thrown: unknown) => {
      const noun = whatIsMissing(thrown);
      if (noun === null) throw thrown;
      return overDeclared(engine, tap, { parts, missing: [noun] });
    });
  } catch (thrown) {
    await engine.unload().catch(() => undefined);
    throw webLlmFailure(thrown);
  }
}

/** A prompt, one token more, and all rows of a text: each has a function of its own in the library. */
const TRIED: readonly RowRequest[] = [
  { tokens: [0, 0], from: 1 },
  { tokens: [0, 0, 0], from: 2 },
  { tokens: [1, 1], from: 0 },
];
/** Memory that was refused, and logits that are not handed out, show only when the model runs. */
async function tried(backend: DecoderBackend): Promise<DecoderBackend> {
  for (const request of TRIED) await backend.run([request], {});
  return backend;
}

/** web-llm itself clears whatever cache stands in its pipeline, ours too, before the first tokens. */
function overDeclared(
  engine: MLCEngine,
  tap: LogitTap,
  { parts, missing }: { readonly parts: ModelParts; readonly missing: readonly string[] },
): Promise<DecoderBackend> {
  const reason = `${parts.reason} on its declared interface.`;
  const device = reachDevice(engine, MODEL);
  const reach = { model: declared(engine), tap, gpu: device && watched(device), missing };
  return tried(new PublicBackend({ ...parts, ...reach, reason, chunk: LONGEST_CHUNK }));
}

async function overInternals(
  engine: MLCEngine,
  internals: Internals,
  parts: ModelParts,
): Promise<DecoderBackend> {
  const { positions, cacheBytes } = parts;
  const whole = parts.bytesPerToken * positions;
  const sequences = Math.max(1, Math.min(MOST_SEQUENCES, Math.floor(cacheBytes / whole)));
  // A fork exists before what it replaces is given up, and may copy one page.
  const pages = (sequences + 1) * (Math.ceil(positions / PAGE_TOKENS) + 1);
  const size = { sequences: sequences + 2, tokens: pages * PAGE_TOKENS };
  const chunk = Math.min(internals.prefillChunkSize, LONGEST_CHUNK);
  const vocabSize = Math.min(parts.vocabSize, internals.fullVocabSize);
  const onGpu = await tryOnGpu(internals, { vocabSize, rows: chunk });
  // What was refused at a try that failed must not stand against the model.
  const gpu = onGpu?.gpu ?? watched(internals.gpu);
  const backend = new WebLlmBackend({
    ...parts,
    reason: `${parts.reason} on ${gpu.name}${onGpu === null ? ', whose logits are read on the CPU' : ''}.`,
    forward: new PagedForward(internals, onGpu?.reader ?? new CopiedLogits(internals, vocabSize), size),
    lock: internals.lock,
    gpu,
    sequences,
    unload: () => engine.unload(),
    chunk,
  });
  return tried(backend);
}

function watched(device: GPUDevice): GpuDevice {
  // Absent in older browsers.
  const info = device.adapterInfo as GPUAdapterInfo | undefined;
  // web-llm destroys its device when an allocation is refused.
  return new GpuDevice(device, info ? adapterName({ info }) : 'an unnamed GPU', outOfMemory);
}

/** Null where logits must be read on the CPU, whatever speaks against the GPU. Rejects 'device-lost' | 'out-of-memory'. */
async function tryOnGpu(
  internals: Internals,
  shape: { readonly vocabSize: number; readonly rows: number },
): Promise<{ readonly reader: GpuLogits; readonly gpu: GpuDevice } | null> {
  const gpu = watched(internals.gpu);
  try {
    const reader = await GpuLogits.open(internals, gpu, shape);
    return reader && { reader, gpu };
  } catch (thrown) {
    const { code } = AppError.from(thrown);
    if (code === 'device-lost' || code === 'out-of-memory') throw thrown;
    return null;
  }
}

function declared(engine: MLCEngine): PublicModel {
  const told = async (deed: () => Promise<unknown>): Promise<void> => {
    try {
      await deed();
    } catch (thrown) {
      throw webLlmFailure(thrown);
    }
  };
  return {
    forward: (tokens, isFirst) => told(() => engine.forwardTokensAndSample(tokens, isFirst, MODEL)),
    reset: () => told(() => engine.resetChat(false, MODEL)),
    unload: () => engine.unload(),
  };
}
