/** `st tune`: goes on with a finished organism: supervised, by preferences, or by reward. */
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { fromFileHandle } from '#engine/gguf/file-source.ts';
import { MIDDLE_DIFFICULTIES } from '#tasks/evaluation-items.ts';
import { DIFFICULTIES } from '#tasks/problem.ts';
import { importGguf } from '#train/import-gguf.ts';
import type { ImportedOrganism } from '#train/import-gguf.ts';
import { MIX_NAMES } from '#train/mix.ts';
import { AIMS } from '#train/tune/aim.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findModel } from '../model-files.ts';
import { ENGINE_OPTIONS, engineChoice } from '../open-node-engine.ts';
import { LOSSES } from '../tune/open-tuner.ts';
import type { Lesson } from '../tune/open-tuner.ts';
import { runLesson } from '../tune/run-lesson.ts';
import { resultText, stepLine } from '../tune/tune-text.ts';

/** Rows of 256 positions a step, and the highest learning rate. */
const DEFAULTS = {
  sft: { rows: 16, rate: 1e-3 },
  dpo: { rows: 16, rate: 3e-4 },
  reinforce: { rows: 32, rate: 2e-4 },
} as const;
const HARDEST = Math.max(...DIFFICULTIES);
const EASIEST = Math.min(...DIFFICULTIES);

export const tune: Command = {
  summary:
    'Goes on training a finished organism: on documents, on preferred answers, or by a checker’s reward.',
  operands: '',
  options: {
    ...ENGINE_OPTIONS,
    loss: { value: 'NAME', help: `${LOSSES.join(', ')}: documents, preference pairs, rewarded samples` },
    out: { value: 'FILE', help: 'the GGUF file to write; Ctrl-C writes what was learnt until then' },
    mix: { value: 'NAME', help: `sft: what it reads: ${MIX_NAMES.join(', ')}; default wait` },
    aim: {
      value: 'NAME',
      help: 'dpo, reinforce: solve; correct (take back a mistake of its own); discern (and leave right lines alone); default correct for dpo, solve for reinforce',
    },
    difficulty: {
      value: 'N',
      help: `${EASIEST} to ${HARDEST}; default ${MIDDLE_DIFFICULTIES.join(', ')} at random, for sft the mix’s own`,
    },
    steps: { value: 'N', help: 'updates; default 40' },
    rows: {
      value: 'N',
      help: 'rows of 256 positions a step, half of them chosen for dpo; default 16, for reinforce 32',
    },
    rate: {
      value: 'X',
      help: 'highest learning rate; default 0.001 for sft, 0.0003 for dpo, 0.0002 for reinforce',
    },
    beta: { value: 'X', help: 'dpo: how strongly it is held to where it began; default 0.1' },
    samples: {
      value: 'N',
      help: 'reinforce: samples of each problem; the mean of the others is the baseline; default 4',
    },
    check: { value: 'N', help: 'fresh problems measured before and after; default 100, 0 for none' },
    seed: { value: 'N', help: 'default 1' },
    json: { help: 'one JSON document with the whole curve' },
  },
  async run(args, io) {
    const choice = engineChoice(args);
    const { path, card } = findModel(choice.model);
    const out = outFile(args, path);
    const lesson = lessonOf(args);
    const steps = args.integer('steps', { min: 1, max: 1_000_000 }, 40);
    const seed = args.integer('seed', { min: 0, max: 2 ** 31 - 1 }, 1);
    const settings = { rows: rowsOf(args, lesson), steps, seed, rate: rateOf(args, lesson) };
    const check = {
      difficulties: difficultiesOf(args) ?? MIDDLE_DIFFICULTIES,
      n: args.integer('check', { min: 0, max: 100_000 }, 100),
    };
    const organism = await readOrganism(path);
    const show = args.has('json') ? io.note : (line: string) => io.out(`${line}\n`);
    const result = await runLesson(
      {
        ...{ organism, lesson, check, out, ...settings },
        runtime: await openNodeRuntime(choice),
        onStep: (point) => show(stepLine(point, steps)),
      },
      io,
    );
    const { provenance } = organism;
    const document = { model: card?.id ?? path, from: provenance, lesson, settings, ...result };
    io.out(args.has('json') ? `${canonicalJson(document)}\n` : resultText(result));
  },
};

async function readOrganism(path: string): Promise<ImportedOrganism> {
  const file = await open(path, 'r');
  try {
    return await importGguf(await fromFileHandle(file));
  } finally {
    await file.close();
  }
}

function outFile(args: Arguments, model: string): string {
  const out = args.required('out');
  if (resolve(out) === resolve(model))
    throw new AppError('bad-input', `--out ${out} is the model that is tuned. Write another file.`);
  // Said now: after the training it would be too late.
  if (!existsSync(dirname(resolve(out))))
    throw new AppError('bad-input', `There is no folder for --out ${out}. Make it first, or name another.`);
  return out;
}

function lessonOf(args: Arguments): Lesson {
  args.required('loss');
  const loss = args.oneOf('loss', LOSSES) ?? 'sft';
  const only = (name: string, losses: readonly Lesson['loss'][]) => {
    if (args.has(name) && !losses.includes(loss))
      throw new AppError('bad-input', `--${name} is for --loss ${losses.join(' and ')}. Leave it out.`);
  };
  only('mix', ['sft']);
  only('aim', ['dpo', 'reinforce']);
  only('beta', ['dpo']);
  only('samples', ['reinforce']);
  const difficulties = difficultiesOf(args);
  const aim = args.oneOf('aim', AIMS);
  switch (loss) {
    case 'sft':
      return { loss, mix: args.text('mix') ?? 'wait', difficulties };
    case 'dpo':
      return {
        ...{ loss, aim: aim ?? 'correct', difficulties: difficulties ?? MIDDLE_DIFFICULTIES },
        beta: args.number('beta', { min: 1e-6, max: 1000 }, 0.1),
      };
    case 'reinforce':
      return {
        ...{ loss, aim: aim ?? 'solve', difficulties: difficulties ?? MIDDLE_DIFFICULTIES },
        samples: args.integer('samples', { min: 2, max: 4096 }, 4),
      };
  }
}

function difficultiesOf(args: Arguments): readonly number[] | null {
  const chosen = args.integer('difficulty', { min: EASIEST, max: HARDEST }, 0);
  return chosen === 0 ? null : [chosen];
}

function rateOf(args: Arguments, { loss }: Lesson): number {
  return args.number('rate', { min: 1e-9, max: 1 }, DEFAULTS[loss].rate);
}

/** Rows hold pairs, or the samples of whole problems. */
function rowsOf(args: Arguments, lesson: Lesson): number {
  const rows = args.integer('rows', { min: 1, max: 4096 }, DEFAULTS[lesson.loss].rows);
  const unit = lesson.loss === 'sft' ? 1 : lesson.loss === 'dpo' ? 2 : lesson.samples;
  if (rows % unit !== 0)
    throw new AppError('bad-input', `--rows ${rows} does not work. Give a multiple of ${unit}.`);
  return rows;
}
