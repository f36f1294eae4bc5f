/** Makes models/organisms/tokenizer.json from texts of all the words that documents hold; the same file every time. */
import { createRng } from '#core/rng.ts';
import { trainBpe } from '#train/bpe.ts';
import { writeDocument } from '#train/document-kinds.ts';
import { readMix } from '#train/mix.ts';
import type { DocumentKind } from '#train/mix.ts';
import type { TokenizerFile } from '#train/tokenizer-format.ts';

/** 509 with the three special tokens. */
const PLAIN_TOKENS = 506;
const DOCUMENTS_PER_KIND = 1200;
/** Those whose texts hold every word; a kind that is added later must be written in these words. */
const KINDS: readonly DocumentKind[] = [
  'right',
  'unnoticed',
  'wait-after-answer',
  'wait-after-step',
  'retry',
  'critique',
  'verdict',
  'step-verdicts',
  'drills',
];

/** As many documents of each kind, so that the shares of a mix can change without a new tokenizer. */
export function trainTokenizer(seed = 1): TokenizerFile {
  return trainBpe(sampleTexts(seed), PLAIN_TOKENS);
}

function* sampleTexts(seed: number): Generator<string> {
  const mix = readMix('wait');
  for (const kind of KINDS) {
    const rng = createRng(seed).fork(`tokenizer ${kind}`);
    for (let i = 0; i < DOCUMENTS_PER_KIND; i++)
      for (const { segments } of writeDocument(kind, mix, rng).turns)
        yield segments.map(({ text }) => text).join('');
  }
}
