/** Puts a trained organism where page and command line find it: its files, and their sizes and digests into its card. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { cardOf } from '#engine/catalog.ts';
import type { CheckpointFile } from '#engine/catalog.ts';
import type { SchoolFacts } from '#train/checkpoint-file.ts';
import { exportCommand } from '#train/export-command.ts';
import { readRunRecord } from '#train/run-record.ts';
import { SCHOOL } from '#train/upbringing.ts';
import { PROJECT } from './model-files.ts';
import { SHOWN_FOLDER, SHOWN_STEP_BY_STEP, shownStates } from './shown-states.ts';
import type { ShownState } from './shown-states.ts';

/**
 * The run in `folder` becomes card `organism-<mix>`; its school and its curve are shipped with it, and of `wait` the way
 * there. A run that has no school beside it, because it started from the shipped one, leaves that as it is. Returns the path
 * of the model. Rejects 'bad-input' where there is no such card, or no such school; what is shipped stays as it was then.
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
  const { steps: step, tokens, school: begun } = await readRunRecord(folder);
  const isSchoolShipped = !existsSync(school) && (await isShippedSchool(begun));
  const curves = {
    own: join(folder, 'curve.jsonl'),
    school: isSchoolShipped ? null : join(school, 'curve.jsonl'),
  };
  await requireFiles(Object.values(curves).filter((path) => path !== null));
  const states = mix === SHOWN_STEP_BY_STEP ? await shownStates(folder, isSchoolShipped ? null : school) : [];
  const kept = isSchoolShipped ? card.checkpoints.filter((one) => one.step <= (begun?.steps ?? 0)) : [];
  const { bytes, sha256, parameters } = await ship(join(folder, 'checkpoint.bin'), card.file);
  const checkpoints = states.length > 0 ? await shipTheWay(states, kept) : [];
  await copyFile(curves.own, join(PROJECT, `models/organisms/${mix}.curve.jsonl`));
  if (curves.school !== null)
    await copyFile(curves.school, join(PROJECT, `models/organisms/${SCHOOL}.curve.jsonl`));
  const written = JSON.parse(await readFile(cardPath, 'utf8')) as Record<string, unknown>;
  const shipped = { ...written, bytes, sha256, parameters, trained: { step, tokens }, checkpoints };
  await writeFile(cardPath, `${JSON.stringify(shipped, null, 2)}\n`);
  return join(PROJECT, card.file);
}

async function isShippedSchool(school: SchoolFacts | null): Promise<boolean> {
  const bytes = await readFile(join(PROJECT, `models/organisms/${SCHOOL}.gguf`)).catch(() => null);
  return bytes !== null && sha256Of(bytes) === school?.sha256;
}

/** @param kept what is shipped of the way already, and stays. */
async function shipTheWay(
  states: readonly ShownState[],
  kept: readonly CheckpointFile[],
): Promise<CheckpointFile[]> {
  const staying = new Set(kept.map(({ file }) => join(PROJECT, file)));
  for (const name of await readdir(join(PROJECT, SHOWN_FOLDER)).catch(() => [])) {
    const path = join(PROJECT, SHOWN_FOLDER, name);
    if (!staying.has(path)) await rm(path);
  }
  const files = [...kept];
  for (const { from, file } of states) {
    const { step, tokens, bytes, sha256 } = await ship(from, file);
    files.push({ step, tokens, file, bytes, sha256 });
  }
  return files;
}

/** Rejects 'bad-input' that names the first that is not there. */
async function requireFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths)
    await access(path).catch((cause: unknown) => {
      throw new AppError('bad-input', `There is no ${path}. Train again, then ship.`, {}, { cause });
    });
}

interface Shipped extends Omit<CheckpointFile, 'file'> {
  readonly parameters: number;
}
async function ship(checkpoint: string, file: string): Promise<Shipped> {
  const target = join(PROJECT, file);
  await mkdir(dirname(target), { recursive: true });
  const facts = await exportCommand({ from: checkpoint, to: target });
  const bytes = await readFile(target);
  return { ...facts, bytes: bytes.length, sha256: sha256Of(bytes) };
}
function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
