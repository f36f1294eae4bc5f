/** The mistakes of its own that an organism learns to judge: sampled once, then kept beside the run. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import type { SavedRun } from './checkpoint-file.ts';
import { modelFile } from './export-command.ts';
import type { OwnMistake } from './own-mistakes.ts';
import { SCHOOL_PLAN } from './upbringing.ts';

/** Mistakes of the model in this file. */
export type SampleMistakes = (file: Uint8Array, seed: number) => Promise<OwnMistake[]>;

const FILE = 'own-mistakes.jsonl';
/** Where verdicts on whole solutions begin. */
const SAMPLED_FOR = 'wholes';

interface Source {
  readonly folder: string;
  readonly sampleMistakes: SampleMistakes;
}

/** None before they are needed; a variant samples its school's, as the school sampled its own. */
export async function readOwnMistakes(
  { folder, sampleMistakes }: Source,
  stage: string,
  saved: SavedRun,
): Promise<OwnMistake[]> {
  if (!readsOwnMistakes(stage)) return [];
  const path = join(folder, FILE);
  if (!existsSync(path)) {
    const sampled = await sampleMistakes(modelFile(saved), saved.identity.seed);
    await writeFile(path, sampled.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }
  return readMistakesFile(path);
}

/** Whether a variant, or a stage of the school, is shown mistakes of the model's own. */
export function readsOwnMistakes(stage: string): boolean {
  const order = SCHOOL_PLAN.map(({ name }) => name);
  return !order.includes(stage) || order.indexOf(stage) >= order.indexOf(SAMPLED_FOR);
}

/** Rejects AppError 'bad-input' for a file that is not there or holds something else. */
export async function readMistakesFile(path: string): Promise<OwnMistake[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError(
      'bad-input',
      `${path} cannot be read. Give the ${FILE} of a training folder.`,
      {},
      { cause },
    );
  });
  const lines = text.split('\n').filter(Boolean);
  return lines.map((line, i) => {
    const one = mistakeIn(line);
    if (one !== null) return one;
    throw new AppError(
      'bad-input',
      `Line ${i + 1} of ${path} is no mistake of a model’s own. Give an unchanged ${FILE} of a training folder.`,
      { line: i + 1 },
    );
  });
}

function mistakeIn(line: string): OwnMistake | null {
  try {
    const { seed, difficulty, lines } = Object(JSON.parse(line)) as Readonly<Record<string, unknown>>;
    if (typeof seed !== 'number' || typeof difficulty !== 'number' || !Array.isArray(lines)) return null;
    return lines.every((one) => typeof one === 'string') ? { seed, difficulty, lines } : null;
  } catch {
    return null;
  }
}
