/** Where a run of training begins: a school anew or from the end of one of its stages, a variant from its school. */
import { readFile } from 'node:fs/promises';
import { AppError } from '#core/app-error.ts';
import { createRng } from '#core/rng.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { sha256 } from '#engine/sha256.ts';
import type { RunIdentity, SavedRun } from './checkpoint-file.ts';
import { importGguf } from './import-gguf.ts';
import type { ImportedOrganism } from './import-gguf.ts';
import { ROW_LENGTH } from './organism-shape.ts';
import { initialise } from './parameters.ts';
import { readTokenizer } from './tokenizer-file.ts';
import type { Checkpoint } from './train.ts';
import { freshState } from './trainer.ts';
import { SCHOOL, SCHOOL_PLAN, stageShape, variantStage } from './upbringing.ts';
import type { Stage } from './upbringing.ts';

export interface PlannedRun {
  readonly folder: string;
  readonly identity: Omit<RunIdentity, 'stage' | 'model'>;
  readonly stages: readonly Stage[];
  /** What the first stage starts from. */
  readonly start: SavedRun;
}
interface Asked {
  readonly folder: string;
  readonly seed: number;
  /** Rows of 256 positions a step. */
  readonly rows: number;
}

export function schoolRun({ folder, seed, rows }: Asked): PlannedRun {
  const [first] = SCHOOL_PLAN as readonly [Stage, ...Stage[]];
  const model = stageShape(readTokenizer().tokens.length, first);
  const trainer = freshState(initialise(model, createRng(seed).fork('parameters')));
  const identity = { mix: SCHOOL, seed, school: null, shape: { rows, length: ROW_LENGTH } };
  const start = { identity: { ...identity, stage: first.name, model }, checkpoint: beginning(trainer) };
  return { folder, identity, stages: SCHOOL_PLAN, start };
}

/** The school from the end of one of its stages on. Rejects AppError 'bad-input' where the file is none, or of another run. */
export async function schoolFrom(file: string, asked: Asked): Promise<PlannedRun> {
  const { model, parameters, provenance } = (await readSchool(file)).organism;
  const { mix, seed, tokens, step } = provenance;
  const stage = stageThatEnds(tokens, asked.rows * ROW_LENGTH);
  if (mix !== SCHOOL || seed !== asked.seed || stage?.layers !== model.layers)
    throw new AppError(
      'bad-input',
      `${file} is not the end of a stage of the school with seed ${asked.seed}, but mix ${mix}, seed ${seed}, after ${tokens.toLocaleString('en')} tokens. Leave --school out to begin anew.`,
      { mix, seed, tokens },
    );
  const { identity, ...run } = schoolRun(asked);
  const checkpoint = { ...beginning({ ...freshState(parameters), step }), tokens };
  return { ...run, identity, start: { identity: { ...identity, stage: stage.name, model }, checkpoint } };
}
/** A stage ends with the step in which it has read what it should; the last has no other behind it. */
function stageThatEnds(tokens: number, mostInStep: number): Stage | null {
  let end = 0;
  for (const stage of SCHOOL_PLAN.slice(0, -1)) {
    end += stage.tokens;
    if (tokens >= end && tokens < end + mostInStep) return stage;
  }
  return null;
}

export async function variantRun(
  mix: string,
  file: string,
  { folder, seed, rows }: Asked,
): Promise<PlannedRun> {
  const { bytes, organism } = await readSchool(file);
  const { model, parameters, provenance } = organism;
  const facts = { sha256: await sha256(fromBytes(bytes)), steps: provenance.step, tokens: provenance.tokens };
  const identity = { mix, seed, school: facts, shape: { rows, length: ROW_LENGTH } };
  const checkpoint = beginning(freshState(parameters));
  const start = { identity: { ...identity, stage: mix, model }, checkpoint };
  return { folder, identity, stages: [variantStage(mix)], start };
}

async function readSchool(file: string): Promise<{ bytes: Uint8Array; organism: ImportedOrganism }> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new AppError(
      'bad-input',
      `There is no school at ${file}. Leave --school out to train it first.`,
      {},
      { cause },
    );
  });
  const organism = await importGguf(fromBytes(bytes));
  if (JSON.stringify(organism.tokenizer.tokens) !== JSON.stringify(readTokenizer().tokens))
    throw new AppError(
      'bad-input',
      `${file} has another vocabulary than models/organisms/tokenizer.json. Leave --school out to train the school first.`,
    );
  return { bytes, organism };
}

function beginning(trainer: Checkpoint['trainer']): Checkpoint {
  return { trainer, tokens: 0, seconds: 0, stream: null, pending: [] };
}
