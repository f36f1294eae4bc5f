/** What a run folder says about how a model came to be: seed, mix, tokens, wall time. Read from its newest checkpoint. */
import { join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { readCheckpoint } from './checkpoint-file.ts';
import type { SchoolFacts } from './checkpoint-file.ts';
import { readSoFar } from './export-command.ts';
import { readMix } from './mix.ts';
import type { Mix } from './mix.ts';

export interface RunRecord {
  readonly mix: string;
  /** The mix's own numbers, as trained. */
  readonly shares: Mix;
  readonly seed: number;
  readonly rowsPerStep: number;
  readonly rowLength: number;
  /** What all variants start from, and how far that was. */
  readonly school: SchoolFacts | null;
  /** Updates and positions since the very beginning, padding not counted. */
  readonly steps: number;
  readonly tokens: number;
  /** Of training after the school, over all sittings. */
  readonly wallSeconds: number;
}

/** Rejects AppError 'bad-input' where the folder holds no checkpoint. */
export async function readRunRecord(folder: string): Promise<RunRecord> {
  const saved = await readCheckpoint(join(folder, 'checkpoint.bin'));
  if (saved === null)
    throw new AppError(
      'bad-input',
      `There is no run in ${folder}. Train first (npm run st -- train), or name its folder with --run.`,
    );
  const { identity, checkpoint } = saved;
  const { mix, seed, shape, school } = identity;
  const { step, tokens } = readSoFar(saved);
  return {
    mix,
    shares: readMix(mix),
    seed,
    rowsPerStep: shape.rows,
    rowLength: shape.length,
    school,
    steps: step,
    tokens,
    wallSeconds: Math.round(checkpoint.seconds),
  };
}
