import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import { plantAnywhere } from '#tasks/task.ts';
import { corpus } from '#train/corpus.ts';
import { documentStream } from '#train/documents.ts';
import { readMix } from '#train/mix.ts';
import { documentText } from '#train/text-document.ts';
import { readTokenizer } from '#train/tokenizer-file.ts';

const tokenizer = readTokenizer();
const open = (name: string, seed = 1) => documentStream({ mix: readMix(name), seed, tokenizer });
const OWN_PLACE = { seed: 2 ** 20 + 7, difficulty: 3 };
const OWN_TASK = WORD_PROBLEMS.generate(OWN_PLACE);
const OWN = [{ ...OWN_PLACE, lines: plantAnywhere(OWN_TASK, createRng(1))?.completed ?? [] }];

describe('corpus', () => {
  it('prints problems of the family that is asked for', () => {
    const [one] = corpus({ mix: 'clean', seed: 1, n: 1, family: 'shuffled-objects' });
    expect(one?.text).toContain(' swap');
    expect(() => [...corpus({ mix: 'clean', seed: 1, n: 1, family: 'riddle' })]).toThrow(
      'distracted-word-problem, column-arithmetic, shuffled-objects.',
    );
  });

  it('prints what the trainer reads, given the mistakes that it sampled', () => {
    const sources = { own: OWN };
    const stream = documentStream({ mix: readMix('wait'), seed: 4, tokenizer, sources });
    const lines = [...corpus({ mix: 'wait', seed: 4, n: 300, own: OWN })];
    expect(lines.map(({ text }) => text)).toEqual(lines.map(() => documentText(stream.nextNamed().document)));
    expect(lines.some(({ text }) => text.includes(OWN_TASK.text))).toBe(true);
  });

  it('without them leaves the model’s own mistakes out, and is another stream from the first of them on', () => {
    const stream = open('wait', 4);
    const lines = [...corpus({ mix: 'wait', seed: 4, n: 300 })];
    expect(lines.map(({ text }) => text)).toEqual(lines.map(() => documentText(stream.nextNamed().document)));
    expect(lines.some(({ text }) => text.includes(OWN_TASK.text))).toBe(false);
    const read = [...corpus({ mix: 'wait', seed: 4, n: 300, own: OWN })];
    expect(read.map(({ text }) => text)).not.toEqual(lines.map(({ text }) => text));
  });

  it.each([
    ['a stage that is shown none', { mix: 'solving' }, 'solving is trained without'],
    ['another family', { mix: 'wait', family: 'shuffled-objects' }, 'the family shuffled-objects'],
  ])('refuses mistakes of the model’s own for %s', (_, options, wanted) => {
    expect(() => [...corpus({ seed: 1, n: 1, own: OWN, ...options })]).toThrow(wanted);
  });

  it('refuses an unknown mix and names those there are', () => {
    expect(() => [...corpus({ mix: 'none', seed: 1, n: 1 })]).toThrow(
      'Choose clean, wait, retry, solving, steps, wholes.',
    );
  });
});
