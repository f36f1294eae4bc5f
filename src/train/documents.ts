/**
 * The endless stream of training documents of a mix: fresh problems all the time, from seeds that no measurement uses.
 * Deterministic given mix, seed and tokenizer; its state goes into a checkpoint.
 */
import { AppError } from '#core/app-error.ts';
import { createRng, restoreRng } from '#core/rng.ts';
import type { Rng, RngState } from '#core/rng.ts';
import type { TaskFamily } from '#tasks/families.ts';
import { createEncoder } from '#train/bpe-encoder.ts';
import { writeDocument } from '#train/document-kinds.ts';
import { drawWeighted } from '#train/mix.ts';
import type { Mix } from '#train/mix.ts';
import { encodeDocument } from '#train/text-document.ts';
import type { TextDocument } from '#train/text-document.ts';
import type { TokenizerFile } from '#train/tokenizer-format.ts';
import type { DocumentStream, TrainingDocument } from '#train/training-document.ts';

/** A row of the trainer holds this many tokens, and no document is longer. */
export const MAX_DOCUMENT_TOKENS = 256;

/** Documents of one kind in a row that may be too long before it is a fault of the kind. */
const MOST_TRIES = 10_000;

export interface NamedDocument {
  readonly document: TextDocument;
  readonly encoded: TrainingDocument;
}
export interface NamedDocumentStream extends DocumentStream {
  /** As `nextDocument`, with the text and kind that the tokens came from. */
  nextNamed(): NamedDocument;
}

export function documentStream(options: {
  readonly mix: Mix;
  readonly seed: number;
  readonly tokenizer: TokenizerFile;
  /** Default: word problems. */
  readonly family?: TaskFamily;
}): NamedDocumentStream {
  const { mix, seed, tokenizer, family } = options;
  const encode = createEncoder(tokenizer);
  let rng: Rng = createRng(seed).fork('documents');
  const nextNamed = (): NamedDocument => {
    const kind = drawWeighted(rng, mix.kinds);
    // Redrawn within its kind, so that the length limit does not change the shares of the kinds.
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const document = writeDocument(kind, mix, rng, family);
      const encoded = encodeDocument(document, encode, tokenizer.special);
      if (encoded.tokens.length <= MAX_DOCUMENT_TOKENS) return { document, encoded };
    }
    throw new AppError(
      'internal',
      `No document "${kind}" of this family fits in a row. Report this mix and seed.`,
      { kind, seed },
    );
  };
  return {
    nextNamed,
    nextDocument: () => nextNamed().encoded,
    state: () => rng.state(),
    restore: (state) => {
      rng = restoreRng(state as RngState);
    },
  };
}
