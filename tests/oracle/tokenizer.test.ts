/** Replays data/tokenizer-*.json (tokenizer.py): Python's `tokenizers` and `sentencepiece` are the authority on ids. */
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { fromFileHandle } from '#engine/gguf/file-source.ts';
import { parseGguf } from '#engine/gguf/parse.ts';
import { createStreamingDecoder } from '#engine/gguf/streaming-decoder.ts';
import { tokenizerFromGguf } from '#engine/gguf/tokenizer.ts';
import type { Tokenizer } from '#engine/types.ts';
import byDefault from './data/tokenizer-default.json' with { type: 'json' };
import gpt2 from './data/tokenizer-gpt-2.json' with { type: 'json' };
import llamaBpe from './data/tokenizer-llama-bpe.json' with { type: 'json' };
import qwen2 from './data/tokenizer-qwen2.json' with { type: 'json' };
import sentencePiece from './data/tokenizer-sentencepiece.json' with { type: 'json' };
import smollm from './data/tokenizer-smollm.json' with { type: 'json' };
import smollm2 from './data/tokenizer-smollm2.json' with { type: 'json' };
import strings from './data/tokenizer-strings.json' with { type: 'json' };
import { tokenizerFile, type TokenizerData } from './tokenizer-file.ts';

interface Oracle extends TokenizerData {
  readonly ids: readonly (readonly number[])[];
  readonly specialIds: readonly (readonly number[])[];
  /** Text of `ids` where it is not the string itself. */
  readonly decoded: Readonly<Record<string, string>>;
}
const KINDS: readonly (readonly [string, Oracle])[] = [
  ['smollm', smollm],
  ['qwen2', qwen2],
  ['llama-bpe', llamaBpe],
  ['gpt-2', gpt2],
  ['default', byDefault],
  ['sentencepiece', sentencePiece],
];

/** Only what differs, so that a failure names the strings. */
function differing(
  tokenizer: Tokenizer,
  expected: readonly (readonly number[])[],
  special: boolean,
): { text: string; ids: number[]; expected: readonly number[] | undefined }[] {
  return strings
    .map((text, i) => ({ text, ids: tokenizer.encode(text, { special }), expected: expected[i] }))
    .filter(({ ids, expected: wanted }) => ids.join() !== wanted?.join());
}

function stream(tokenizer: Tokenizer, ids: readonly number[]): { text: string; pieces: string[] } {
  const decoder = createStreamingDecoder(tokenizer);
  const pieces = [...ids.map((id) => decoder.push(id)), decoder.finish()];
  return { text: pieces.join(''), pieces };
}

test('there are at least 200 strings', () => {
  expect(strings.length).toBeGreaterThanOrEqual(200);
});

describe.each(KINDS)('%s', (_name, oracle) => {
  const tokenizer = tokenizerFile(oracle).then(tokenizerFromGguf);

  test('ids of plain text', async () => {
    expect(differing(await tokenizer, oracle.ids, false)).toEqual([]);
  });

  test('ids with special tokens', async () => {
    expect(differing(await tokenizer, oracle.specialIds, true)).toEqual([]);
  });

  test('decoding', async () => {
    const { decode } = await tokenizer;
    const wrong = strings
      .map((text, i) => ({ text: oracle.decoded[i] ?? text, decoded: decode(oracle.ids[i] ?? []) }))
      .filter(({ text, decoded }) => text !== decoded);
    expect(wrong).toEqual([]);
  });

  test('streaming gives the same text and no broken character', async () => {
    const ready = await tokenizer;
    for (const ids of oracle.ids) {
      const bytes = Buffer.concat(ids.map((id) => ready.bytes(id)));
      const { text, pieces } = stream(ready, ids);
      expect(text).toBe(bytes.toString('utf8'));
      expect(pieces.join('|')).not.toContain('\ufffd');
    }
  });
});

const MODEL = new URL('../../.cache/models/smollm2-135m-instruct-q4_1.gguf', import.meta.url);
const absent = !existsSync(MODEL);
if (absent) console.log('Skipped: SmolLM2-135M is absent. Run: npm run st -- models get smollm2-135m');

describe.skipIf(absent)('SmolLM2-135M', () => {
  test('ids equal Python’s over the same vocabulary and merges', async () => {
    const file = await open(MODEL);
    try {
      const tokenizer = tokenizerFromGguf(await parseGguf(await fromFileHandle(file)));
      expect(differing(tokenizer, smollm2.ids, false)).toEqual([]);
      expect(differing(tokenizer, smollm2.specialIds, true)).toEqual([]);
      expect(strings.filter((text) => tokenizer.decode(tokenizer.encode(text)) !== text)).toEqual([]);
      expect([...tokenizer.stop].sort()).toEqual([0, 2]);
      expect(tokenizer.bos).toBeNull();
    } finally {
      await file.close();
    }
  });
});
