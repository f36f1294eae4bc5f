/** The command table: one line a command, one file each. */
import type { Command } from './command.ts';
import { bench } from './commands/bench.ts';
import { corpus } from './commands/corpus.ts';
import { generate } from './commands/generate.ts';
import { methods } from './commands/methods.ts';
import { models } from './commands/models.ts';
import { probe } from './commands/probe.ts';
import { ptrue } from './commands/ptrue.ts';
import { report } from './commands/report.ts';
import { run } from './commands/run.ts';
import { score } from './commands/score.ts';
import { tokenizer } from './commands/tokenizer.ts';
import { train } from './commands/train.ts';
import { tune } from './commands/tune.ts';

export const COMMANDS = Object.freeze({
  models,
  generate,
  score,
  ptrue,
  probe,
  methods,
  run,
  corpus,
  tokenizer,
  train,
  tune,
  report,
  bench,
}) satisfies Readonly<Record<string, Command>>;
