/** `st tokenizer`: trains the organisms' tokenizer anew; the same file every time. */
import { writeTokenizer } from '#train/tokenizer-file.ts';
import { trainTokenizer } from '#train/train-tokenizer.ts';
import type { Command } from '../command.ts';

export const tokenizer: Command = {
  summary: 'Trains the organisms’ tokenizer from their documents and writes models/organisms/tokenizer.json.',
  operands: '',
  options: {},
  run(_args, io) {
    const trained = trainTokenizer();
    writeTokenizer(trained);
    io.note(`${trained.tokens.length} tokens written.`);
    return Promise.resolve();
  },
};
