/** `st train`: brings an organism up, or goes on with a run that was interrupted. */
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { trainCommand } from '#train/train-command.ts';
import { SCHOOL } from '#train/upbringing.ts';
import type { Command } from '../command.ts';
import { sampleMistakes } from '../sample-mistakes.ts';

export const train: Command = {
  summary:
    'Brings an organism up, its school first; goes on by itself from the last checkpoint of its folder.',
  operands: '',
  options: {
    mix: { value: 'NAME', help: 'clean, wait or retry; school for what all three start from; default wait' },
    seed: { value: 'N', help: 'default 1' },
    school: {
      value: 'FILE',
      help: 'start from this school instead of training one, such as models/organisms/school.gguf; with --mix school: from the end of one of its stages, such as .cache/train/school/solving.gguf',
    },
    rows: { value: 'N', help: 'rows of 256 positions a step; default 16' },
    out: { value: 'FOLDER', help: 'default .cache/train/NAME' },
    threads: {
      value: 'N',
      help: 'default 2; another number adds in another order, so that losses drift apart in their last digits',
    },
  },
  async run(args, io) {
    const { signal, note } = io;
    const text = (name: string) => (args.has(name) ? { [name]: args.text(name) as string } : {});
    const runtime = await openNodeRuntime({ threads: args.integer('threads', { min: 1, max: 256 }, 2) });
    if (runtime.id === 'onnx-wasm')
      note('On WebAssembly. After npm run native it takes a third of the time.');
    const mix = args.text('mix') ?? 'wait';
    const { folder, tokens, isDone } = await trainCommand({
      mix,
      seed: args.integer('seed', { min: 0, max: 2 ** 32 - 1 }, 1),
      ...text('out'),
      ...text('school'),
      rows: args.integer('rows', { min: 1, max: 4096 }, 16),
      runtime,
      sampleMistakes: async (file, seed) =>
        sampleMistakes(await openNodeRuntime({ threads: 1 }), file, seed, { note, signal }),
      signal,
    });
    note(
      isDone
        ? whatNext(mix, folder)
        : `Stopped at ${tokens.toLocaleString('en')} tokens of ${folder}. The same command goes on from there.`,
    );
  },
};

function whatNext(mix: string, folder: string): string {
  return mix === SCHOOL
    ? 'The school is done. Bring up what starts from it: npm run st -- train --mix wait'
    : `Trained. Measure and ship it: npm run st -- report --run ${folder} --ship`;
}
