/** Any checkpoint of a run as a model's file. */
import { writeFile } from 'node:fs/promises';
import { AppError } from '#core/app-error.ts';
import { readCheckpoint } from './checkpoint-file.ts';
import type { SavedRun } from './checkpoint-file.ts';
import { exportGguf } from './export-gguf.ts';
import { layoutOf } from './parameters.ts';
import { readTokenizer } from './tokenizer-file.ts';

/** Updates and tokens since the very beginning: a variant has those of its school behind it. */
export function readSoFar({ identity, checkpoint }: SavedRun): {
  readonly step: number;
  readonly tokens: number;
} {
  const { steps = 0, tokens = 0 } = identity.school ?? {};
  return { step: steps + checkpoint.trainer.step, tokens: tokens + checkpoint.tokens };
}

interface Exported extends ReturnType<typeof readSoFar> {
  readonly parameters: number;
}

/** As F16 GGUF; resolves with what it had read. Rejects AppError 'bad-input' where there is no checkpoint. */
export async function exportCommand({
  from,
  to,
}: {
  readonly from: string;
  readonly to: string;
}): Promise<Exported> {
  const saved = await readCheckpoint(from);
  if (!saved)
    throw new AppError('bad-input', `There is no checkpoint at ${from}. Train first, or name another.`);
  await writeFile(to, modelFile(saved));
  const { sizes } = layoutOf(saved.identity.model);
  return { ...readSoFar(saved), parameters: sizes.matrices + sizes.vectors };
}

export function modelFile(saved: SavedRun): Uint8Array {
  const { mix, seed, model } = saved.identity;
  const name = `Second Thought organism, mix ${mix}`;
  const provenance = { name, license: 'Apache-2.0', mix, seed, ...readSoFar(saved) };
  const { parameters } = saved.checkpoint.trainer;
  return exportGguf({ model, parameters, tokenizer: readTokenizer(), provenance });
}
