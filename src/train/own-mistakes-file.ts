/** The mistakes of its own that an organism learns to judge: sampled once, then kept beside the run. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  const order = SCHOOL_PLAN.map(({ name }) => name);
  if (order.includes(stage) && order.indexOf(stage) < order.indexOf(SAMPLED_FOR)) return [];
  const path = join(folder, FILE);
  if (!existsSync(path)) {
    const sampled = await sampleMistakes(modelFile(saved), saved.identity.seed);
    await writeFile(path, sampled.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }
  const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as OwnMistake);
}
