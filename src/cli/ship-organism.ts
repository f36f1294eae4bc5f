/** Puts a trained organism where page and command line find it: its file, and size and digest into its card. */
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { cardOf } from '#engine/catalog.ts';
import { PROJECT } from './model-files.ts';

/** `file` becomes the file of card `organism-<mix>`. Rejects 'bad-input' where there is no such card. */
export async function shipOrganism(file: string, mix: string): Promise<string> {
  const id = `organism-${mix}`;
  const card = cardOf(id);
  if (card === null)
    throw new AppError('bad-input', `There is no card models/${id}.json. Write one, then ship again.`, {
      id,
    });
  const cardPath = join(PROJECT, 'models', `${id}.json`);
  const target = join(PROJECT, card.file);
  await copyFile(file, target);
  const bytes = await readFile(target);
  const facts = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  const written = JSON.parse(await readFile(cardPath, 'utf8')) as Record<string, unknown>;
  await writeFile(cardPath, `${JSON.stringify({ ...written, ...facts }, null, 2)}\n`);
  return target;
}
