/** The commands that the catalogue shows are commands of this command line. */
import { describe, expect, it } from 'vitest';
import { TRAINING_RECIPES } from '#methods/training-recipes.ts';
import { MIX_NAMES } from '#train/mix.ts';
import { AIMS } from '#train/tune/aim.ts';
import { parseArguments } from './arguments.ts';
import { COMMANDS } from './commands.ts';
import { LOSSES } from './tune/open-tuner.ts';

describe.each(TRAINING_RECIPES.map(({ id, command }) => [id, command] as const))('%s', (_, command) => {
  it('is carried out by its command, with nothing missing', () => {
    const [name, ...words] = command.split(' ');
    expect(name).toBe('tune');
    const args = parseArguments('tune', COMMANDS.tune, words);
    expect(args.required('out')).toMatch(/\.gguf$/);
    expect(args.oneOf('loss', LOSSES)).not.toBeNull();
    expect(args.has('mix') ? args.oneOf('mix', MIX_NAMES) : args.oneOf('aim', AIMS)).not.toBeNull();
  });
});
