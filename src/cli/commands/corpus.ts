/** `st corpus`: prints training documents, one JSON object a line; with --own those of a training that was done. */
import { TASK_FAMILIES, WORD_PROBLEMS } from '#tasks/families.ts';
import { corpusCommand } from '#train/corpus.ts';
import { readMistakesFile } from '#train/own-mistakes-file.ts';
import type { Command } from '../command.ts';

export const corpus: Command = {
  summary:
    'Prints documents of training, one JSON object a line. The model’s own mistakes are left out unless --own gives them.',
  operands: '',
  options: {
    mix: { value: 'NAME', help: 'clean, wait or retry; default wait' },
    family: {
      value: 'NAME',
      help: `${TASK_FAMILIES.map(({ id }) => id).join(', ')}; default ${WORD_PROBLEMS.id}`,
    },
    seed: { value: 'N', help: 'default 1' },
    n: { value: 'N', help: 'how many documents; default 10' },
    own: {
      value: 'FILE',
      help: 'own-mistakes.jsonl of a training folder: with its --mix and --seed the very documents that it read',
    },
  },
  async run(args) {
    const seed = args.integer('seed', { min: 0, max: 2 ** 32 - 1 }, 1);
    const own = args.text('own');
    corpusCommand({
      mix: args.text('mix') ?? 'wait',
      seed,
      family: args.text('family') ?? WORD_PROBLEMS.id,
      n: args.integer('n', { min: 1, max: 10_000_000 }, 10),
      ...(own === null ? {} : { own: await readMistakesFile(own) }),
    });
  },
};
