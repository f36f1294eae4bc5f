/**
 * `st train --mix wait`: trains an organism in a folder of its own and goes on by itself from what lies there.
 * Folder: checkpoint.bin (newest), step-N.bin (powers of two), curve.jsonl.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';
import { documentStream } from './documents.ts';
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
  /** Positions to train on, padding not counted. */
  readonly tokens?: number;
  readonly out?: string;
  readonly threads?: number;
  /** Rows of 256 positions a step. */
  readonly rows?: number;
  readonly signal?: AbortSignal;
}
const REPORT_EVERY = 20;
const CHECKPOINT_EVERY_SECONDS = 180;

/** Rejects AppError 'bad-input' for an unknown mix or a folder that holds another run. */
export async function trainCommand(options: TrainCommandOptions): Promise<Checkpoint> {
  const { mix: name, seed = 1, tokens: plannedTokens = 40e6, threads = 1, rows = 16, signal } = options;
  const mix = readMix(name);
  const folder = options.out ?? join('.cache', 'train', name);
  await mkdir(folder, { recursive: true });
  const tokenizer = readTokenizer();
  const model = organismShape(tokenizer.tokens.length);
  const shape = { rows, length: ROW_LENGTH };
  const identity = { mix: name, seed, shape, model };
  const newest = join(folder, 'checkpoint.bin');
  const resume = await readCheckpoint(newest, identity);
  const log = openRunLog(join(folder, 'curve.jsonl'), resume?.trainer.step ?? 0, plannedTokens);
  return train({
    runtime: await openNodeRuntime({ threads }),
    model,
    shape,
    stream: documentStream({ mix, seed, tokenizer }),
    seed,
    schedule: SCHEDULE,
    plannedTokens,
    resume,
    reportEvery: REPORT_EVERY,
    checkpointEverySeconds: CHECKPOINT_EVERY_SECONDS,
    onReport: log.report,
    onCheckpoint: async (checkpoint, keep) => {
      await writeCheckpoint(newest, checkpoint, identity);
      if (keep)
        await writeCheckpoint(join(folder, `step-${checkpoint.trainer.step}.bin`), checkpoint, identity);
    },
    ...(signal ? { signal } : {}),
  });
}
