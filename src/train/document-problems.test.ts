/** Which problems documents are about. */
import { describe, expect, it } from 'vitest';
import { LONGEST_PRACTISED } from '#tasks/problem.ts';
import { documentStream } from '#train/documents.ts';
import { MIX_NAMES, readMix } from '#train/mix.ts';
import type { DocumentKind } from '#train/mix.ts';
import { documentText } from '#train/text-document.ts';
import { readTokenizer } from '#train/tokenizer-file.ts';

const tokenizer = readTokenizer();
describe('problems', () => {
  const solving = (name: string, seed: number) => {
    const stream = documentStream({ mix: { ...readMix(name), kinds: { right: 1 } }, seed, tokenizer });
    return Array.from({ length: 50 }, () => documentText(stream.nextNamed().document));
  };

  it('are the same for all variants in the same order, and for nobody else', () => {
    const [clean, ...others] = MIX_NAMES.map((name) => solving(name, 7));
    for (const texts of others) expect(texts).toEqual(clean);
    expect(solving('clean', 8)).not.toEqual(clean);
    expect(solving('wholes', 7)).not.toEqual(clean);
  });

  it('go on with the documents from a kept state', () => {
    const [one, other] = [1, 2].map((seed) => documentStream({ mix: readMix('wait'), seed, tokenizer }));
    for (let i = 0; i < 30; i++) one?.nextDocument();
    other?.restore(JSON.parse(JSON.stringify(one?.state())));
    const ahead = Array.from({ length: 20 }, () => one?.nextDocument());
    expect(Array.from({ length: 20 }, () => other?.nextDocument())).toEqual(ahead);
  });

  it('a step longer than the school’s come with the answer line alone or with all steps', () => {
    const ofKind = (kind: DocumentKind) =>
      documentStream({ mix: { ...readMix('wait'), kinds: { [kind]: 1 } }, seed: 1, tokenizer }).nextNamed()
        .document;
    const lines = (kind: DocumentKind) =>
      documentText(ofKind(kind)).split('<|assistant|>')[1]?.split('\n') ?? [];
    expect(lines('hardest-at-a-glance')).toHaveLength(1);
    expect(lines('hardest-written-out')).toHaveLength(LONGEST_PRACTISED + 2);
  });
});
