/**
 * What a GGUF file says of itself, whether or not it can be run: whatever it does not say, or says in a way that makes no
 * sense, is null. model-facts.ts is for models that run.
 */
import { optionalNumber, optionalString, optionalStrings } from './metadata.ts';
import type { GgufFile } from './parse.ts';

export interface FileFacts {
  readonly name: string | null;
  readonly architecture: string | null;
  /** Of the whole file. */
  readonly bytes: number;
  readonly parameters: number;
  /** Tensor types by share of the weights in [0, 1], largest first. */
  readonly types: readonly { readonly type: string; readonly share: number }[];
  readonly vocabSize: number | null;
  /** Longest sequence in tokens. */
  readonly context: number | null;
  readonly license: string | null;
}
/** What stands in the file is shown: no more of it than fits a card. */
const LONGEST = 200;

export function fileFacts({ metadata, tensors, source }: GgufFile): FileFacts {
  const words = (key: string): string | null =>
    lenient(() => optionalString(metadata, key))?.slice(0, LONGEST) ?? null;
  const architecture = words('general.architecture');
  const elements = new Map<string, number>();
  for (const { type, elements: count } of tensors.values())
    elements.set(type, (elements.get(type) ?? 0) + count);
  const parameters = [...elements.values()].reduce((sum, count) => sum + count, 0);
  return {
    name: words('general.name'),
    architecture,
    bytes: source.size,
    parameters,
    types: [...elements]
      .sort(([, a], [, b]) => b - a)
      .map(([type, count]) => ({ type, share: count / parameters })),
    vocabSize: lenient(() => optionalStrings(metadata, 'tokenizer.ggml.tokens'))?.length ?? null,
    context: lenient(() => optionalNumber(metadata, `${architecture}.context_length`)),
    license: words('general.license'),
  };
}

function lenient<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
