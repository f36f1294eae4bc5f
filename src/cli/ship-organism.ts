/** Puts a trained organism where page and command line find it: its files, and their sizes and digests into its card. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { cardOf } from '#engine/catalog.ts';
import type { CheckpointFile } from '#engine/catalog.ts';
import { readRunRecord } from '#train/run-record.ts';
import { exportCommand } from '#train/train-command.ts';
import { PROJECT } from './model-files.ts';

/**
 * The run in `folder` becomes card `organism-<mix>`, its checkpoints included. Returns the path of the model.
 * Rejects 'bad-input' where there is no such card.
 */
export async function shipOrganism(folder: string, mix: string): Promise<string> {
  const id = `organism-${mix}`;
  const card = cardOf(id);
  if (card === null)
    throw new AppError('bad-input', `There is no card models/${id}.json. Write one, then ship again.`, {
      id,
    });
  const cardPath = join(PROJECT, 'models', `${id}.json`);
  const { steps: step, tokens } = await readRunRecord(folder);
  const { bytes, sha256 } = await ship(join(folder, 'checkpoint.bin'), card.file);
  const checkpoints = await shipCheckpoints(folder, mix);
  const written = JSON.parse(await readFile(cardPath, 'utf8')) as Record<string, unknown>;
  const shipped = { ...written, bytes, sha256, trained: { step, tokens }, checkpoints };
  await writeFile(cardPath, `${JSON.stringify(shipped, null, 2)}\n`);
  return join(PROJECT, card.file);
}

/** Of the variant whose upbringing is shown step by step; the others ship their last state only. */
const SHOWN_STEP_BY_STEP = 'wait';

async function shipCheckpoints(folder: string, mix: string): Promise<CheckpointFile[]> {
  if (mix !== SHOWN_STEP_BY_STEP) return [];
  const place = `models/organisms/${mix}`;
  await rm(join(PROJECT, place), { recursive: true, force: true });
  const steps = (await readdir(folder))
    .map((name) => Number(/^step-(\d+)\.bin$/.exec(name)?.[1]))
    .filter((step) => step > 0)
    .sort((a, b) => a - b);
  const files: CheckpointFile[] = [];
  for (const step of steps) {
    const file = `${place}/step-${step}.gguf`;
    const { tokens, ...facts } = await ship(join(folder, `step-${step}.bin`), file);
    files.push({ step, tokens, file, ...facts });
  }
  return files;
}

async function ship(
  checkpoint: string,
  file: string,
): Promise<Pick<CheckpointFile, 'tokens' | 'bytes' | 'sha256'>> {
  const target = join(PROJECT, file);
  await mkdir(dirname(target), { recursive: true });
  const { tokens } = await exportCommand({ from: checkpoint, to: target });
  const bytes = await readFile(target);
  return { tokens, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
