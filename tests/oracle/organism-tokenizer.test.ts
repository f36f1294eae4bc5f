import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';
import { describe, expect, it } from 'vitest';
import { createEncoder } from '#train/bpe-encoder.ts';
import { readTokenizer } from '#train/tokenizer-file.ts';
import { trainTokenizer } from '#train/train-tokenizer.ts';

interface Case {
  readonly text: string;
  readonly ids: readonly number[];
}
const cases = JSON.parse(
  readFileSync(new URL('./data/organism-tokenizer.json', import.meta.url), 'utf8'),
) as Case[];
const file = readTokenizer();

function encodeWithSpecials(text: string): number[] {
  const encode = createEncoder(file);
  const ids: Readonly<Record<string, number>> = file.special;
  return text.split(/(<\|(?:user|assistant|end)\|>)/).flatMap((part) => {
    const id = ids[part];
    return id === undefined ? encode(part) : [id];
  });
}
function javascriptTokenizer(): Tokenizer {
  const vocab = Object.fromEntries(file.tokens.map((token, id) => [token, id]));
  const steps = [
    { type: 'Digits', individual_digits: true },
    { type: 'ByteLevel', add_prefix_space: false, use_regex: true },
  ];
  const added = Object.entries(file.special).map(([content, id]) => ({ content, id, special: true }));
  const model = { type: 'BPE', vocab, merges: file.merges };
  return new Tokenizer(
    {
      added_tokens: added,
      model,
      normalizer: null,
      pre_tokenizer: { type: 'Sequence', pretokenizers: steps },
      post_processor: null,
      decoder: { type: 'ByteLevel' },
    },
    {},
  );
}

describe('the organisms tokenizer', () => {
  it('encodes as Hugging Face tokenizers does, corpus and strange text alike', () => {
    expect(cases.length).toBeGreaterThan(300);
    for (const { text, ids } of cases) expect([text, encodeWithSpecials(text)]).toEqual([text, ids]);
  });

  it('encodes as the JavaScript tokenizer of the engine does', () => {
    const reference = javascriptTokenizer();
    for (const { text, ids } of cases) expect([text, reference.encode(text).ids]).toEqual([text, ids]);
  });

  it('has 509 tokens, single digits, and is what its command makes', () => {
    expect(file.tokens).toHaveLength(509);
    expect(new Set(file.tokens).size).toBe(509);
    expect(file.tokens.filter((token) => /\d/.test(token))).toEqual([...'0123456789']);
    expect(trainTokenizer()).toEqual(file);
  });
});
