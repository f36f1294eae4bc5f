/** Makes models/organisms/tokenizer.json from texts of every kind of document; the same file every time. */
import { createRng } from '#core/rng.ts';
import { trainBpe } from '#train/bpe.ts';
import { writeDocument } from '#train/document-kinds.ts';
import { DOCUMENT_KINDS, readMix } from '#train/mix.ts';
import type { TokenizerFile } from '#train/tokenizer-format.ts';

/** 509 with the three special tokens. */
const PLAIN_TOKENS = 506;
const DOCUMENTS_PER_KIND = 1200;

/** As many documents of each kind, so that the shares of a mix can change without a new tokenizer. */
export function trainTokenizer(seed = 1): TokenizerFile {
  return trainBpe(sampleTexts(seed), PLAIN_TOKENS);
}

function* sampleTexts(seed: number): Generator<string> {
  const mix = readMix('wait');
  for (const kind of DOCUMENT_KINDS) {
    const rng = createRng(seed).fork(`tokenizer ${kind}`);
    for (let i = 0; i < DOCUMENTS_PER_KIND; i++)
      for (const { segments } of writeDocument(kind, mix, rng).turns)
        yield segments.map(({ text }) => text).join('');
  }
}
