/** Instructions of IFEval against the checkers that its authors published (instructions.py), on texts made for it. */
import { describe, expect, it } from 'vitest';
import { conditionOf } from '#tasks/items/instructions/instructions.ts';
import { countSentences } from '#tasks/items/instructions/sentences.ts';
import { countWords } from '#tasks/items/instructions/words.ts';
import byHand from './data/instructions-by-hand.json' with { type: 'json' };
import oracle from './data/instructions.json' with { type: 'json' };

const ids = [...new Set(oracle.cases.map(({ id }) => id))];

describe('instructions of IFEval', () => {
  it.each(ids)('%s is met where the published checker says so', (id) => {
    const cases = oracle.cases.filter((one) => one.id === id);
    const differing = cases.filter(({ given, text, met }) => {
      return (text.trim() !== '' && conditionOf(id, given)?.isMet(text)) !== met;
    });
    expect(differing).toEqual([]);
  });
  it.each(byHand)('$id $given: texts that meet it and texts that do not', ({ id, given, pass, fail }) => {
    const isMet = (text: string) => conditionOf(id, given)?.isMet(text);
    expect(pass.filter((text) => !isMet(text))).toEqual([]);
    expect(fail.filter(isMet)).toEqual([]);
  });
  it('are all tried by hand, three times each way', () => {
    expect(new Set(byHand.map(({ id }) => id))).toEqual(new Set(ids));
    for (const { pass, fail } of byHand) expect([pass.length, fail.length]).toEqual([3, 3]);
  });
  it('leave the language out, and say what an argument lacks', () => {
    expect(conditionOf('language:response_language', { language: 'de' })).toBeNull();
    expect(() => conditionOf('keywords:existence', { keywords: [] })).toThrow(
      /keywords:existence.*list of texts/,
    );
    expect(() => conditionOf('length_constraints:number_words', { relation: 'about', num_words: 3 })).toThrow(
      /“less than” and “at least”/,
    );
  });
  it('count a sign where the published checker takes a letter by chance', () => {
    const hashes = { letter: '#', let_relation: 'at least', let_frequency: 2 };
    const condition = conditionOf('keywords:letter_frequency', hashes);
    expect(['#a #b', '#a'].map((text) => condition?.isMet(text))).toEqual([true, false]);
  });
  it('count words alike', () => {
    for (const { text, words } of oracle.counts) expect(countWords(text)).toBe(words);
  });
  it('count sentences alike in prose', () => {
    expect(oracle.counts.filter((one) => one.prose && differs(one))).toEqual([]);
  });
  it('count sentences alike in most texts whose lines, stars and marks are thrown together', () => {
    const scrambled = oracle.counts.filter(({ prose }) => !prose);
    expect(scrambled.filter(differs).length).toBeLessThanOrEqual(0.12 * scrambled.length);
  });
});

function differs({ text, sentences }: (typeof oracle.counts)[number]): boolean {
  return countSentences(text) !== sentences;
}
