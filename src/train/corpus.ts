/**
 * Prints the training text for people to read. With the mistakes of the model's own that a training sampled: the very
 * documents of that training. Without them mistakes are planted where its own would stand, and chance runs on from there.
 */
import { AppError } from '#core/app-error.ts';
import { WORD_PROBLEMS, familyOf } from '#tasks/families.ts';
import { documentStream } from '#train/documents.ts';
import type { DocumentKind } from '#train/mix.ts';
import { readMix } from '#train/mix.ts';
import { readsOwnMistakes } from '#train/own-mistakes-file.ts';
import type { OwnMistake } from '#train/own-mistakes.ts';
import { documentText } from '#train/text-document.ts';
import { readTokenizer } from '#train/tokenizer-file.ts';

export interface CorpusLine {
  readonly kind: DocumentKind;
  readonly text: string;
}

export interface CorpusOptions {
  readonly mix: string;
  readonly seed: number;
  readonly n: number;
  /** Id of a family of problems; default word problems. */
  readonly family?: string;
  /** As own-mistakes-file.ts reads them; default none. */
  readonly own?: readonly OwnMistake[];
}

/** The first n documents of the stream that training with this mix, seed and own mistakes reads. */
export function* corpus(options: CorpusOptions): Generator<CorpusLine> {
  const { mix, seed, n, family = WORD_PROBLEMS.id, own } = options;
  if (own !== undefined) requireReader(mix, family);
  const stream = documentStream({
    mix: readMix(mix),
    seed,
    tokenizer: readTokenizer(),
    sources: { family: familyOf(family), own: own ?? [] },
  });
  for (let i = 0; i < n; i++) {
    const { document } = stream.nextNamed();
    yield { kind: document.kind, text: documentText(document) };
  }
}

/** Own mistakes are of word problems, and no stage before verdicts is shown any. */
function requireReader(mix: string, family: string): void {
  if (readsOwnMistakes(readMix(mix).name) && family === WORD_PROBLEMS.id) return;
  const what = family === WORD_PROBLEMS.id ? mix : `the family ${family}`;
  throw new AppError(
    'bad-input',
    `${what} is trained without mistakes of the model’s own. Leave out --own.`,
    {
      mix,
      family,
    },
  );
}

/** One JSON object a line: `st corpus --mix wait --seed 1 --n 20`. */
export function corpusCommand(options: CorpusOptions): void {
  for (const line of corpus(options)) process.stdout.write(`${JSON.stringify(line)}\n`);
}
