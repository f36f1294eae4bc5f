/**
 * `st train --mix wait`: trains an organism in a folder of its own and goes on by itself from what lies there.
 * Folder: checkpoint.bin (newest), step-N.bin (powers of two), curve.jsonl, and organism.gguf when the plan is fulfilled.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { readCheckpoint, requireSameRun, writeCheckpoint } from './checkpoint-file.ts';
import type { RunIdentity } from './checkpoint-file.ts';
import { documentStream } from './documents.ts';
import { exportGguf } from './export-gguf.ts';
import { readMix } from './mix.ts';
import { organismShape, ROW_LENGTH } from './organism-shape.ts';
import { openRunLog } from './run-log.ts';
import { SCHEDULE } from './schedule.ts';
import { readTokenizer } from './tokenizer-file.ts';
import { train } from './train.ts';
import type { Checkpoint } from './train.ts';

export interface TrainCommandOptions {
  readonly mix: string;
  readonly seed?: number;
  /** Positions to train on, padding not counted. May differ from the plan of the run gone on from. */
  readonly tokens?: number;
  readonly out?: string;
  readonly threads?: number;
  /** Rows of 256 positions a step. */
  readonly rows?: number;
  /** Ends the run after the step under way, with a checkpoint. */
  readonly signal?: AbortSignal;
}
const REPORT_EVERY = 20;
const CHECKPOINT_EVERY_SECONDS = 180;

/** Rejects AppError 'bad-input' for an unknown mix or a folder that holds another run. */
export async function trainCommand(options: TrainCommandOptions): Promise<Checkpoint> {
  const { mix, seed = 1, tokens: plannedTokens = 40e6, threads = 1, rows = 16, signal } = options;
  const folder = options.out ?? join('.cache', 'train', mix);
  const tokenizer = readTokenizer();
  const stream = documentStream({ mix: readMix(mix), seed, tokenizer });
  const model = organismShape(tokenizer.tokens.length);
  const identity: RunIdentity = { mix, seed, shape: { rows, length: ROW_LENGTH }, model };
  await mkdir(folder, { recursive: true });
  const newest = join(folder, 'checkpoint.bin');
  const resume = await resumeFrom(newest, identity);
  const log = openRunLog(join(folder, 'curve.jsonl'), resume?.trainer.step ?? 0, plannedTokens);
  const runtime = await openNodeRuntime({ threads });
  const checkpoint = await train({
    ...{ runtime, model, shape: identity.shape, stream, seed, plannedTokens, resume },
    schedule: SCHEDULE,
    reportEvery: REPORT_EVERY,
    checkpointEverySeconds: CHECKPOINT_EVERY_SECONDS,
    onReport: log.report,
    onCheckpoint: async (current, keep) => {
      const saved = { identity, checkpoint: current };
      await writeCheckpoint(newest, saved);
      if (keep) await writeCheckpoint(join(folder, `step-${current.trainer.step}.bin`), saved);
    },
    ...(signal ? { signal } : {}),
  });
  if (checkpoint.tokens >= plannedTokens)
    await exportCommand({ from: newest, to: join(folder, 'organism.gguf') });
  return checkpoint;
}

async function resumeFrom(path: string, identity: RunIdentity): Promise<Checkpoint | null> {
  const saved = await readCheckpoint(path);
  if (saved) requireSameRun(path, saved.identity, identity);
  return saved?.checkpoint ?? null;
}

/** Writes any checkpoint as an F16 GGUF; resolves with the tokens it had read. Rejects AppError 'bad-input' where there is none. */
export async function exportCommand({
  from,
  to,
}: {
  readonly from: string;
  readonly to: string;
}): Promise<{ readonly tokens: number }> {
  const saved = await readCheckpoint(from);
  if (!saved)
    throw new AppError('bad-input', `There is no checkpoint at ${from}. Train first, or name another.`);
  const { identity, checkpoint } = saved;
  const { mix, seed, model } = identity;
  const { step, parameters } = checkpoint.trainer;
  const name = `Second Thought organism, mix ${mix}`;
  const provenance = { name, license: 'Apache-2.0', mix, seed, step, tokens: checkpoint.tokens };
  await writeFile(to, exportGguf({ model, parameters, tokenizer: readTokenizer(), provenance }));
  return { tokens: checkpoint.tokens };
}
