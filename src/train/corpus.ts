/** Prints the training text for people to read: exactly the documents that the trainer is fed. */
import { WORD_PROBLEMS, familyOf } from '#tasks/families.ts';
import { documentStream } from '#train/documents.ts';
import type { DocumentKind } from '#train/mix.ts';
import { readMix } from '#train/mix.ts';
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
}

/** The first n documents of the stream that training with this mix and seed reads. */
export function* corpus({ mix, seed, n, family = WORD_PROBLEMS.id }: CorpusOptions): Generator<CorpusLine> {
  const stream = documentStream({
    mix: readMix(mix),
    seed,
    tokenizer: readTokenizer(),
    sources: { family: familyOf(family) },
  });
  for (let i = 0; i < n; i++) {
    const { document } = stream.nextNamed();
    yield { kind: document.kind, text: documentText(document) };
  }
}

/** One JSON object a line: `st corpus --mix wait --seed 1 --n 20`. */
export function corpusCommand(options: CorpusOptions): void {
  for (const line of corpus(options)) process.stdout.write(`${JSON.stringify(line)}\n`);
}
