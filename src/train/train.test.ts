import { mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, restoreRng } from '#core/rng.ts';
import type { RngState } from '#core/rng.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { readCheckpoint, requireSameRun, writeCheckpoint } from './checkpoint-file.ts';
import { openRunLog } from './run-log.ts';
import { organismShape } from './organism-shape.ts';
import { train } from './train.ts';
import type { Checkpoint, Progress, TrainOptions } from './train.ts';
import type { DocumentStream } from './training-document.ts';

const MODEL: HyperParameters = {
  ...organismShape(12),
  ...{ layers: 1, hidden: 16, heads: 2, kvHeads: 1, headSize: 8, feedForward: 24 },
};
const SHAPE = { rows: 2, length: 16 };

/** Counting upwards from a random digit: learnable, except for the first digit. */
function counting(): DocumentStream {
  let rng = createRng(3);
  return {
    nextDocument: () => {
      const start = rng.int(10);
      const tokens = [10, ...Array.from({ length: 3 + rng.int(9) }, (_, i) => (start + i) % 10), 11];
      return { tokens, weights: tokens.map((_, i) => Number(i > 1)) };
    },
    state: () => rng.state(),
    restore: (state) => {
      rng = restoreRng(state as RngState);
    },
  };
}

let runtime: GraphRuntime;
beforeAll(async () => {
  runtime = await openNodeRuntime();
});

function run(options: Partial<TrainOptions>): {
  done: Promise<Checkpoint>;
  reports: Progress[];
  kept: number[];
} {
  const reports: Progress[] = [];
  const kept: number[] = [];
  const done = train({
    ...{ runtime, model: MODEL, shape: SHAPE, stream: counting(), seed: 1, plannedTokens: 900, resume: null },
    schedule: { peak: 0.01, warmUpSteps: 5, holdUntil: 0.6, rest: 0.02 },
    reportEvery: 1,
    checkpointEverySeconds: 1e9,
    onReport: (progress) => reports.push(progress),
    onCheckpoint: (checkpoint, keep) => {
      if (keep) kept.push(checkpoint.trainer.step);
      return Promise.resolve();
    },
    ...options,
  });
  return { done, reports, kept };
}
const losses = (reports: readonly Progress[]) => reports.map(({ step, loss }) => [step, loss]);

describe('the training loop', () => {
  it('learns, stops when the plan is fulfilled, and keeps powers of two', async () => {
    const { done, reports, kept } = run({ plannedTokens: 8000 });
    const { tokens } = await done;
    expect(tokens).toBeGreaterThanOrEqual(8000);
    expect(tokens).toBeLessThan(8000 + SHAPE.rows * SHAPE.length);
    expect(reports[0]?.loss).toBeCloseTo(Math.log(12), 1);
    expect(reports.at(-1)?.loss).toBeLessThan(0.5);
    expect(kept).toEqual([64, 128]);
  });

  it('gives the same curve for the same seed, and another for another', async () => {
    const [one, same, other] = [run({}), run({}), run({ seed: 2 })];
    await Promise.all([one.done, same.done, other.done]);
    expect(losses(same.reports)).toEqual(losses(one.reports));
    expect(losses(other.reports)).not.toEqual(losses(one.reports));
  });

  it('goes on from a checkpoint file exactly as if never stopped', async () => {
    const whole = run({});
    const expected = await whole.done;
    const stop = new AbortController();
    const first = run({ signal: stop.signal, onReport: ({ step }) => step === 10 && stop.abort() });
    const path = join(await mkdtemp(join(tmpdir(), 'train-')), 'checkpoint.bin');
    const identity = {
      mix: 'counting',
      stage: 'counting',
      school: null,
      seed: 1,
      shape: SHAPE,
      model: MODEL,
    };
    await writeCheckpoint(path, { identity, checkpoint: await first.done });
    const saved = await readCheckpoint(path);
    expect(saved?.identity).toEqual(identity);
    const rest = run({ resume: saved?.checkpoint ?? null });
    const got = await rest.done;
    expect(losses(rest.reports)).toEqual(losses(whole.reports).slice(10));
    expect(got.trainer).toEqual(expected.trainer);
    expect(got.tokens).toBe(expected.tokens);
  });
});

describe('checkpoint files', () => {
  it('are told apart from other runs, half files and other files', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'train-')), 'checkpoint.bin');
    expect(await readCheckpoint(path)).toBeNull();
    const identity = {
      mix: 'counting',
      stage: 'counting',
      school: null,
      seed: 1,
      shape: SHAPE,
      model: MODEL,
    };
    await writeCheckpoint(path, { identity, checkpoint: await run({ plannedTokens: 1 }).done });
    const other = { ...identity, seed: 2 };
    expect(() => requireSameRun(path, identity, other)).toThrow(
      expect.objectContaining({ code: 'bad-input' }),
    );
    const { length } = await readFile(path);
    await truncate(path, length - 4);
    await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'truncated-file' });
    await writeFile(path, Buffer.from([4, 0, 0, 0, 1, 2, 3, 4]));
    await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'malformed-file' });
  });
});

it('the curve drops lines beyond the checkpoint and a line cut off', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'train-')), 'curve.jsonl');
  const line = (step: number): Progress => ({
    ...{ step, tokens: step * 100, loss: 1, norm: 1, rate: 0.1, tokensPerSecond: 10, tooLong: 0 },
  });
  await writeFile(path, `${JSON.stringify(line(20))}\n${JSON.stringify(line(40))}\n{"step":2`);
  openRunLog(path, 20, 1000).report(line(40));
  const text = await readFile(path, 'utf8');
  expect(text).toBe(`${JSON.stringify(line(20))}\n${JSON.stringify(line(40))}\n`);
});
