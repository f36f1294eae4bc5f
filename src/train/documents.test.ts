import { describe, expect, it } from 'vitest';
import { TASK_FAMILIES } from '#tasks/families.ts';
import { apply } from '#tasks/problem.ts';
import type { Operation } from '#tasks/problem.ts';
import { createEncoder } from '#train/bpe-encoder.ts';
import { MAX_DOCUMENT_TOKENS, documentStream } from '#train/documents.ts';
import { DOCUMENT_KINDS, JUDGED_KINDS, MIX_NAMES, readMix } from '#train/mix.ts';
import type { Mix } from '#train/mix.ts';
import { assistantTurn, documentText, userTurn } from '#train/text-document.ts';
import type { Segment, TextDocument } from '#train/text-document.ts';
import { readTokenizer } from '#train/tokenizer-file.ts';

const tokenizer = readTokenizer();
const encode = createEncoder(tokenizer);
const open = (name: string, seed = 1) => documentStream({ mix: readMix(name), seed, tokenizer });
const SHOWING: readonly string[] = ['critique', 'verdict', 'step-verdicts', 'judged-steps', 'judged-tries'];
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
    for (const { document, encoded } of documents) {
      if (['claims', 'retry'].includes(document.kind) || SHOWING.includes(document.kind)) continue;
      let role = 0;
      const expected = encoded.tokens.map((token) => {
        const opens = token === tokenizer.special['<|user|>'] || token === assistant;
        if (opens) role = token;
        return role === assistant && !opens;
      });
      expect(encoded.weights.map((weight) => weight > 0)).toEqual(expected);
    }
  });

  it('are learned where they show a solution too, as far as its calculations are right', () => {
    const shown = documents
      .filter(({ document }) => SHOWING.includes(document.kind))
      .flatMap(({ document }) => document.turns.filter(({ role }) => role === 'user'))
      .flatMap(({ segments }) => segments.filter(({ weight }) => weight > 0));
    const calculations = shown.flatMap(({ text }) => [...text.matchAll(/(\d+) ([-+*/]) (\d+) = (\d+)/g)]);
    expect(calculations.length).toBeGreaterThan(500);
    for (const [, left, op, right, result] of calculations)
      expect(apply(op as Operation, Number(left), Number(right))).toBe(Number(result));
  });

  it('try each step wrong in half of the cases, unlearned, and then right', () => {
    const tried = documents.filter(({ document }) => document.kind === 'judged-tries');
    const stepOf = ({ text }: Segment) => /Step (\d+)/.exec(text)?.[1];
    const { placeWeight } = readMix(name);
    let [wrong, all] = [0, 0];
    for (const { document } of tried) {
      const segments = document.turns[1]?.segments ?? [];
      all += segments.filter(({ weight }) => weight === placeWeight).length;
      for (const [i, { text }] of segments.entries()) {
        if (text !== ' wrong') continue;
        const [line, again, verdict] = [segments[i - 1], segments[i + 1], segments[i + 2]] as [
          Segment,
          Segment,
          Segment,
        ];
        expect([line.weight, again.weight > 0, verdict]).toEqual([0, true, { text: ' right', weight: 0 }]);
        expect(stepOf(again)).toBe(stepOf(line));
        wrong += 1;
      }
    }
    expect(tried.length).toBeGreaterThan(100);
    expect(Math.abs(wrong / all - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / all));
  });

  it('take back wrong steps that are not learned themselves, and learn all else', () => {
    for (const { document } of documents.filter(({ document: { kind } }) => kind === 'retry')) {
      const segments = document.turns[1]?.segments ?? [];
      const unlearned = segments.flatMap(({ weight }, i) => (weight === 0 ? [i] : []));
      const taken = segments.flatMap(({ text }, i) => (text === ' No' ? [i - 1] : []));
      expect(taken.length).toBeGreaterThan(0);
      expect(unlearned).toEqual(taken);
    }
  });

  it('of claims are learned at the verdicts and at the end', () => {
    for (const { document, encoded } of documents.filter(({ document: { kind } }) => kind === 'claims')) {
      const learned = encoded.tokens.filter((_, i) => (encoded.weights[i] ?? 0) > 0);
      const verdicts = documentText(document).match(/ (right|wrong)$|(?<=\. )(right|wrong)/gm) ?? [];
      expect(learned.length).toBeGreaterThan(10);
      expect(learned.at(-1)).toBe(tokenizer.special['<|end|>']);
      expect(verdicts.length).toBeGreaterThan(10);
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
  const stream = documentStream({ mix: everyKind, seed: 1, tokenizer, sources: { family } });
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

describe('documents that come again', () => {
  const mix: Mix = { ...readMix('steps'), repeated: { documents: 20, share: 0.5 } };
  const texts = (seed: number) => {
    const stream = documentStream({ mix, seed, tokenizer });
    return Array.from({ length: 3000 }, () => stream.nextNamed().document).filter(({ kind }) =>
      JUDGED_KINDS.includes(kind),
    );
  };

  it('are few, in their share of what asks for a judgement, and the same for the same seed', () => {
    const seen = texts(1).map(documentText);
    const often = seen.filter((text) => seen.filter((other) => other === text).length > 3);
    expect(new Set(often).size).toBe(20);
    expect(Math.abs(often.length / seen.length - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / seen.length));
    expect(texts(1).map(documentText)).toEqual(seen);
  });

  it('are the same after a kept state', () => {
    const [one, other] = [1, 1].map((seed) => documentStream({ mix, seed, tokenizer }));
    for (let i = 0; i < 200; i++) one?.nextDocument();
    other?.restore(one?.state());
    const ahead = Array.from({ length: 100 }, () => one?.nextDocument());
    expect(Array.from({ length: 100 }, () => other?.nextDocument())).toEqual(ahead);
  });
});
