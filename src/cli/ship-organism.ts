/** Puts a trained organism where page and command line find it: its files, and their sizes and digests into its card. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { cardOf } from '#engine/catalog.ts';
import type { CheckpointFile } from '#engine/catalog.ts';
import { readCheckpoint } from '#train/checkpoint-file.ts';
import { exportCommand, readSoFar } from '#train/export-command.ts';
import { readRunRecord } from '#train/run-record.ts';
import { SCHOOL } from '#train/upbringing.ts';
import { PROJECT } from './model-files.ts';

/**
 * The run in `folder` becomes card `organism-<mix>`; its school and its curve are shipped with it, and of `wait` the way
 * there. Returns the path of the model. Rejects 'bad-input' where there is no such card, or no school beside the run.
 */
export async function shipOrganism(folder: string, mix: string): Promise<string> {
  const id = `organism-${mix}`;
  const card = cardOf(id);
  if (card === null)
    throw new AppError('bad-input', `There is no card models/${id}.json. Write one, then ship again.`, {
      id,
    });
  const cardPath = join(PROJECT, 'models', `${id}.json`);
  const school = join(dirname(folder), SCHOOL);
  const { steps: step, tokens } = await readRunRecord(folder);
  const { bytes, sha256, parameters } = await ship(join(folder, 'checkpoint.bin'), card.file);
  const checkpoints = mix === SHOWN_STEP_BY_STEP ? await shipTheWay(folder, school) : [];
  await copyFile(join(folder, 'curve.jsonl'), join(PROJECT, `models/organisms/${mix}.curve.jsonl`));
  await copyFile(join(school, 'curve.jsonl'), join(PROJECT, `models/organisms/${SCHOOL}.curve.jsonl`));
  const written = JSON.parse(await readFile(cardPath, 'utf8')) as Record<string, unknown>;
  const shipped = { ...written, bytes, sha256, parameters, trained: { step, tokens }, checkpoints };
  await writeFile(cardPath, `${JSON.stringify(shipped, null, 2)}\n`);
  return join(PROJECT, card.file);
}

/** Of the variant whose upbringing is shown step by step; the others ship their last state only. */
const SHOWN_STEP_BY_STEP = 'wait';
/** Steps since the school began, or since the variant did: few enough for a download, close where abilities appear. */
const SHOWN = { school: [256, 512, 1024, 4096, 8192], variant: [256, 1024] };

async function shipTheWay(folder: string, school: string): Promise<CheckpointFile[]> {
  const place = `models/organisms/${SHOWN_STEP_BY_STEP}`;
  await rm(join(PROJECT, place), { recursive: true, force: true });
  const early = SHOWN.school.map((step) => join(school, `step-${step}.bin`));
  const late = SHOWN.variant.map((step) => join(folder, `step-${step}.bin`));
  const files: CheckpointFile[] = [];
  for (const path of early) files.push(await shipStep(path, place));
  files.push(await shipSchool(school));
  for (const path of late) files.push(await shipStep(path, place));
  return files;
}

async function shipStep(path: string, place: string): Promise<CheckpointFile> {
  const saved = await readCheckpoint(path);
  if (saved === null) throw new AppError('bad-input', `There is no checkpoint at ${path}. Train again.`);
  const { step } = readSoFar(saved);
  const file = `${place}/step-${step}.gguf`;
  const { tokens, bytes, sha256 } = await ship(path, file);
  return { step, tokens, file, bytes, sha256 };
}
/** What all variants start from, under its own name: `st train --school` takes it. */
async function shipSchool(school: string): Promise<CheckpointFile> {
  const file = `models/organisms/${SCHOOL}.gguf`;
  const { step, tokens, bytes, sha256 } = await ship(join(school, 'checkpoint.bin'), file);
  return { step, tokens, file, bytes, sha256 };
}

interface Shipped extends Omit<CheckpointFile, 'file'> {
  readonly parameters: number;
}
async function ship(checkpoint: string, file: string): Promise<Shipped> {
  const target = join(PROJECT, file);
  await mkdir(dirname(target), { recursive: true });
  const facts = await exportCommand({ from: checkpoint, to: target });
  const bytes = await readFile(target);
  return { ...facts, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
