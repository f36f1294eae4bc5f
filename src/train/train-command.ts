/**
 * `st train --mix wait`: brings an organism up in a folder of its own and goes on by itself from what lies there. All
 * variants start from the same school, which is trained first where there is none.
 * Folder: checkpoint.bin (newest), step-N.bin (powers of two), curve.jsonl, NAME.gguf at the end of
 * each stage of the school but the last, and organism.gguf when the plan is fulfilled.
 */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { createRng } from '#core/rng.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { readCheckpoint, requireSameRun, writeCheckpoint } from './checkpoint-file.ts';
import type { SavedRun } from './checkpoint-file.ts';
import { documentStream } from './documents.ts';
import { exportCommand, modelFile } from './export-command.ts';
import { grow } from './grow.ts';
import { importGguf } from './import-gguf.ts';
import { MIX_NAMES, readMix } from './mix.ts';
import { readOwnMistakes } from './own-mistakes-file.ts';
import type { SampleMistakes } from './own-mistakes-file.ts';
import { schoolFrom, schoolRun, variantRun } from './planned-run.ts';
import type { PlannedRun } from './planned-run.ts';
import { openRunLog } from './run-log.ts';
import { readTokenizer } from './tokenizer-file.ts';
import { train } from './train.ts';
import { freshState } from './trainer.ts';
import { SCHOOL, stageSchedule, stageShape } from './upbringing.ts';
import type { Stage } from './upbringing.ts';

export interface TrainCommandOptions {
  /** A variant, or the school alone. */
  readonly mix: string;
  /** Default `.cache/train/<mix>`; a school that must be trained first gets the folder `school` beside it. */
  readonly out?: string;
  /**
   * The file that a variant starts from; default: the organism in the folder `school` beside its own. For the school itself:
   * the end of one of its stages, to go on from there.
   */
  readonly school?: string;
  readonly seed: number;
  readonly runtime: GraphRuntime;
  /** Rows of 256 positions a step. */
  readonly rows: number;
  readonly sampleMistakes: SampleMistakes;
  /** Ends the run after the step under way, with a checkpoint. */
  readonly signal?: AbortSignal;
}
export interface TrainedSoFar {
  readonly folder: string;
  readonly tokens: number;
  readonly isDone: boolean;
}
const REPORT_EVERY = 20;
const CHECKPOINT_EVERY_SECONDS = 180;

interface Run extends PlannedRun {
  readonly runtime: GraphRuntime;
  readonly sampleMistakes: SampleMistakes;
  readonly signal: AbortSignal | undefined;
}

/** Rejects AppError 'bad-input' for an unknown mix, a school that is none, or a folder that holds another run. */
export async function trainCommand(options: TrainCommandOptions): Promise<TrainedSoFar> {
  const { mix, seed, rows, school, sampleMistakes, runtime, signal } = options;
  if (![SCHOOL, ...MIX_NAMES].includes(mix))
    throw new AppError('bad-input', `There is no mix "${mix}". Choose ${[SCHOOL, ...MIX_NAMES].join(', ')}.`);
  const folder = options.out ?? join('.cache', 'train', mix);
  const go = (planned: PlannedRun) => follow({ ...planned, runtime, sampleMistakes, signal });
  if (mix === SCHOOL) {
    const asked = { folder, seed, rows };
    return go(school === undefined ? schoolRun(asked) : await schoolFrom(school, asked));
  }
  const beside = join(dirname(folder), SCHOOL);
  if (school === undefined) {
    const first = await go(schoolRun({ folder: beside, seed, rows }));
    if (!first.isDone) return first;
  }
  const file = school ?? join(beside, 'organism.gguf');
  return go(await variantRun(mix, file, { folder, seed, rows }));
}

/** Stage after stage, from what lies in the folder. */
async function follow(run: Run): Promise<TrainedSoFar> {
  const { folder, stages, identity, signal } = run;
  await mkdir(folder, { recursive: true });
  const newest = join(folder, 'checkpoint.bin');
  let saved = (await readCheckpoint(newest)) ?? run.start;
  requireSameRun(newest, saved.identity, run.start.identity);
  const planned = stages.reduce((sum, { tokens }) => sum + tokens, 0);
  const log = openRunLog(join(folder, 'curve.jsonl'), saved.checkpoint.trainer.step, planned);
  let end = 0;
  for (const stage of stages) {
    const begin = end;
    end += stage.tokens;
    if (saved.checkpoint.tokens >= end || signal?.aborted) continue;
    if (saved.identity.stage !== stage.name) saved = await enter(stage, saved, identity.seed);
    saved = await readStage(run, stage, saved, { begin, end, log, newest });
    if (saved.checkpoint.tokens >= end && end < planned)
      await exportCommand({ from: newest, to: join(folder, `${stage.name}.gguf`) });
  }
  const { tokens } = saved.checkpoint;
  const isDone = tokens >= planned;
  if (isDone) await exportCommand({ from: newest, to: join(folder, 'organism.gguf') });
  return { folder, tokens, isDone };
}

/**
 * The last stage's model with the layers and the documents of this one: from its file, so that a run that starts there
 * (`--school steps.gguf`) gives what a whole one gives.
 */
async function enter(stage: Stage, saved: SavedRun, seed: number): Promise<SavedRun> {
  const { identity, checkpoint } = saved;
  const { parameters } = await importGguf(fromBytes(modelFile(saved)));
  const model = stageShape(identity.model.vocab, stage);
  const rng = createRng(seed).fork(`growing for ${stage.name}`);
  const left = { ...freshState(parameters), step: checkpoint.trainer.step };
  const trainer = grow(left, identity.model, stage.layers, rng);
  return {
    identity: { ...identity, stage: stage.name, model },
    checkpoint: { ...checkpoint, trainer, stream: null, pending: [] },
  };
}

interface Place {
  readonly begin: number;
  readonly end: number;
  readonly log: ReturnType<typeof openRunLog>;
  readonly newest: string;
}
async function readStage(run: Run, stage: Stage, saved: SavedRun, place: Place): Promise<SavedRun> {
  const { folder, runtime, signal } = run;
  const { identity, checkpoint } = saved;
  const { seed, shape, model } = identity;
  const own = await readOwnMistakes(run, stage.name, saved);
  const tokenizer = readTokenizer();
  const stream = documentStream({ mix: readMix(stage.name), seed, tokenizer, sources: { own } });
  const resume = { ...checkpoint, stream: checkpoint.stream ?? stream.state() };
  const last = await train({
    ...{ runtime, model, shape, stream, seed, resume, firstToken: place.begin, plannedTokens: place.end },
    schedule: stageSchedule(stage),
    reportEvery: REPORT_EVERY,
    checkpointEverySeconds: CHECKPOINT_EVERY_SECONDS,
    onReport: place.log.report,
    onCheckpoint: async (current, keep) => {
      const written = { identity, checkpoint: current };
      await writeCheckpoint(place.newest, written);
      if (keep) await writeCheckpoint(join(folder, `step-${current.trainer.step}.bin`), written);
    },
    ...(signal ? { signal } : {}),
  });
  return { identity, checkpoint: last };
}
