/** The organisms' tokenizer as it stands in the metadata of a GGUF file that export-gguf.ts wrote. */
import { AppError } from '#core/app-error.ts';
import { optionalString, optionalStrings } from '#engine/gguf/metadata.ts';
import type { Metadata } from '#engine/gguf/metadata.ts';
import { CHAT_TEMPLATE } from './export-gguf.ts';
import { SPECIAL_TOKENS } from './tokenizer-format.ts';
import type { TokenizerFile } from './tokenizer-format.ts';

/** Throws AppError 'unsupported-tokenizer' for a tokenizer or chat template that documents are not written in. */
export function readFileTokenizer(metadata: Metadata): TokenizerFile {
  const says = (key: string) => optionalString(metadata, `tokenizer.${key}`);
  if (says('ggml.model') !== 'gpt2' || says('ggml.pre') !== 'smollm')
    throw foreign('its pre-tokenizer is another one');
  if (says('chat_template') !== CHAT_TEMPLATE) throw foreign('its chat template is another one');
  const tokens = optionalStrings(metadata, 'tokenizer.ggml.tokens') ?? [];
  const merges = optionalStrings(metadata, 'tokenizer.ggml.merges') ?? [];
  const first = tokens.length - SPECIAL_TOKENS.length;
  if (SPECIAL_TOKENS.some((token, i) => tokens.indexOf(token) !== first + i))
    throw foreign(`${SPECIAL_TOKENS.join(', ')} are not its last tokens`);
  const [user, assistant, end] = SPECIAL_TOKENS;
  return { tokens, merges, special: { [user]: first, [assistant]: first + 1, [end]: first + 2 } };
}

function foreign(problem: string): AppError {
  return new AppError(
    'unsupported-tokenizer',
    `This model cannot be trained here: ${problem}, and the training text is written for the organisms' own. Choose one of the organisms.`,
    { problem },
  );
}
