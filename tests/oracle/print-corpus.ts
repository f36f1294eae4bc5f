/** The texts that organism_tokenizer.py encodes: 100 documents of each mix, as JSONL. */
import { corpusCommand } from '#train/corpus.ts';
import { MIX_NAMES } from '#train/mix.ts';

for (const mix of MIX_NAMES) corpusCommand({ mix, seed: 17, n: 100 });
