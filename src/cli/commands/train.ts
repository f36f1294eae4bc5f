/** `st train`: trains an organism, or goes on with a run that was interrupted. */
import { trainCommand } from '#train/train-command.ts';
import type { Command } from '../command.ts';

export const train: Command = {
  summary: 'Trains an organism; goes on by itself from the last checkpoint of its folder.',
  operands: '',
  options: {
    mix: { value: 'NAME', help: 'clean, wait or retry; default wait' },
    seed: { value: 'N', help: 'default 1' },
    tokens: { value: 'N', help: 'positions to train on; default 40,000,000' },
    rows: { value: 'N', help: 'rows of 256 positions a step; default 16' },
    out: { value: 'FOLDER', help: 'default .cache/train/NAME' },
    threads: { value: 'N', help: 'default 1' },
  },
  async run(args, io) {
    const out = args.text('out');
    const number = (name: string, max: number) =>
      args.has(name) ? { [name]: args.integer(name, { min: 1, max }, 1) } : {};
    const mix = args.text('mix') ?? 'wait';
    const planned = args.integer('tokens', { min: 1, max: 1e12 }, 40e6);
    const { tokens } = await trainCommand({
      mix,
      tokens: planned,
      seed: args.integer('seed', { min: 0, max: 2 ** 32 - 1 }, 1),
      ...number('rows', 4096),
      ...number('threads', 256),
      ...(out === null ? {} : { out }),
      signal: io.signal,
    });
    const folder = out ?? `.cache/train/${mix}`;
    io.note(
      tokens >= planned
        ? `Trained. Measure and ship it: npm run st -- report --run ${folder} --ship`
        : `Stopped at ${tokens} tokens. The same command goes on from there.`,
    );
  },
};
