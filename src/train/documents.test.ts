import { describe, expect, it } from 'vitest';
import { TASK_FAMILIES } from '#tasks/families.ts';
import { corpus } from '#train/corpus.ts';
import { createEncoder } from '#train/bpe-encoder.ts';
import { MAX_DOCUMENT_TOKENS, documentStream } from '#train/documents.ts';
import { DOCUMENT_KINDS, MIX_NAMES, readMix } from '#train/mix.ts';
import type { Mix } from '#train/mix.ts';
import { assistantTurn, documentText, userTurn } from '#train/text-document.ts';
import type { TextDocument } from '#train/text-document.ts';
import { readTokenizer } from '#train/tokenizer-file.ts';

const tokenizer = readTokenizer();
const encode = createEncoder(tokenizer);
const open = (name: string, seed = 1) => documentStream({ mix: readMix(name), seed, tokenizer });
/** As much of every kind of document. */
const everyKind: Mix = {
  ...readMix('wait'),
  kinds: Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, 1])),
};
/** Encodes the printed document as one text, reading the special tokens out of it. */
function encodeWhole(text: string): number[] {
  return text.split(/(<\|\w+\|>)/).flatMap((part) => {
    const special = Object.entries(tokenizer.special).find(([token]) => token === part);
    return special ? [special[1]] : encode(part);
  });
}

describe.each(MIX_NAMES)('documents of %s', (name) => {
  const documents = (() => {
    const stream = open(name);
    return Array.from({ length: 2000 }, () => stream.nextNamed());
  })();

  it('fit in a row, and encode as their whole text does', () => {
    for (const { document, encoded } of documents) {
      expect(encoded.tokens.length).toBeLessThanOrEqual(MAX_DOCUMENT_TOKENS);
      expect(encoded.weights).toHaveLength(encoded.tokens.length);
      expect(encoded.tokens).toEqual(encodeWhole(documentText(document)));
    }
  });

  it('are learned in the assistant turns and their ends, nowhere else', () => {
    const assistant = tokenizer.special['<|assistant|>'];
    for (const { encoded } of documents) {
      let role = 0;
      const expected = encoded.tokens.map((token) => {
        const opens = token === tokenizer.special['<|user|>'] || token === assistant;
        if (opens) role = token;
        return role === assistant && !opens;
      });
      expect(encoded.weights.map((weight) => weight > 0)).toEqual(expected);
    }
  });

  it('come in the shares of the mix (within 4 standard errors)', () => {
    const kinds = Object.entries(readMix(name).kinds);
    const total = kinds.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [kind, weight] of kinds) {
      const share = weight / total;
      const seen = documents.filter(({ document }) => document.kind === kind).length / documents.length;
      expect(Math.abs(seen - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / documents.length));
    }
  });

  it('go on from a kept state exactly, also through JSON', () => {
    const stream = open(name, 3);
    for (let i = 0; i < 50; i++) stream.nextDocument();
    const state: unknown = JSON.parse(JSON.stringify(stream.state()));
    const ahead = Array.from({ length: 20 }, () => stream.nextDocument());
    const other = open(name, 99);
    other.restore(state);
    expect(Array.from({ length: 20 }, () => other.nextDocument())).toEqual(ahead);
  });
});

describe.each(TASK_FAMILIES)('documents of the family $id', (family) => {
  const stream = documentStream({ mix: everyKind, seed: 1, tokenizer, family });
  const documents = Array.from({ length: 900 }, () => stream.nextNamed());

  it('come in every kind, fit in a row, and encode as their whole text does', () => {
    expect(new Set(documents.map(({ document }) => document.kind))).toEqual(new Set(DOCUMENT_KINDS));
    for (const { document, encoded } of documents) {
      expect(encoded.tokens.length).toBeLessThanOrEqual(MAX_DOCUMENT_TOKENS);
      expect(encoded.tokens).toEqual(encodeWhole(documentText(document)));
    }
  });

  it.each(family.difficulties)('hold problem and solution of difficulty %i in one row', (difficulty) => {
    for (let seed = 0; seed < 500; seed++) {
      const { text, solution } = family.generate({ seed, difficulty });
      const right: TextDocument = {
        kind: 'right',
        turns: [userTurn(text), assistantTurn(solution.join('\n'))],
      };
      expect(encodeWhole(documentText(right)).length).toBeLessThanOrEqual(MAX_DOCUMENT_TOKENS);
    }
  });
});

describe('corpus', () => {
  it('prints problems of the family that is asked for', () => {
    const [one] = corpus({ mix: 'clean', seed: 1, n: 1, family: 'shuffled-objects' });
    expect(one?.text).toContain(' swap');
    expect(() => [...corpus({ mix: 'clean', seed: 1, n: 1, family: 'riddle' })]).toThrow(
      'Choose word-problem, distracted-word-problem, column-arithmetic, shuffled-objects.',
    );
  });

  it('prints what the trainer reads', () => {
    const stream = open('wait', 4);
    const lines = [...corpus({ mix: 'wait', seed: 4, n: 30 })];
    expect(lines.map(({ text }) => text)).toEqual(lines.map(() => documentText(stream.nextNamed().document)));
  });

  it('refuses an unknown mix and names those there are', () => {
    expect(() => [...corpus({ mix: 'none', seed: 1, n: 1 })]).toThrow('Choose clean, wait, retry.');
  });
});
