/** Opens a model for a command: native runtime where it is installed, else wasm. */
import { open } from 'node:fs/promises';
import { checkDigest } from '#engine/catalog.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { fromFileHandle } from '#engine/gguf/file-source.ts';
import { openEngine } from '#engine/open.ts';
import type { Engine } from '#engine/types.ts';
import type { Arguments } from './arguments.ts';
import type { Io, Options } from './command.ts';
import { findModel } from './model-files.ts';
import type { ModelFile } from './model-files.ts';

export const ENGINE_OPTIONS = {
  model: { value: 'ID|FILE', help: 'a model of the list, or a GGUF file; default: the first that is here' },
  threads: { value: 'N', help: 'threads of one operator; default 1' },
  wasm: { help: 'the wasm build, even where onnxruntime-node is installed' },
} satisfies Options;

export interface OpenModel {
  readonly model: ModelFile;
  readonly engine: Engine;
}
export interface EngineChoice {
  readonly model: string | null;
  readonly threads: number;
  readonly wasm: boolean;
}

export function engineChoice(args: Arguments): EngineChoice {
  return {
    model: args.text('model'),
    threads: args.integer('threads', { min: 1, max: 256 }, 1),
    wasm: args.has('wasm'),
  };
}

/** Rejects AppError for a model that is missing, damaged or of no known kind, and 'aborted'. */
export async function openNodeEngine(
  { model: wanted, threads, wasm }: EngineChoice,
  { signal }: Pick<Io, 'signal'>,
): Promise<OpenModel> {
  const model = findModel(wanted);
  const file = await open(model.path, 'r');
  try {
    const runtime = await openNodeRuntime({ threads, wasm });
    const reason =
      runtime.id === 'onnx-node' ? 'onnxruntime-node is installed.' : 'onnxruntime-node is not installed.';
    const source = await fromFileHandle(file);
    const engine = await openEngine({
      source,
      target: { runtime, reason: wasm ? 'Asked for.' : reason },
      signal,
    });
    if (model.card !== null) checkDigest(model.card, engine.info.model.sha256);
    return { model, engine };
  } finally {
    await file.close();
  }
}
