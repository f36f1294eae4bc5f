import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import { plantAnywhere } from '#tasks/task.ts';
import { documentStream } from '#train/documents.ts';
import { readMix } from '#train/mix.ts';
import { drawMistake, wrongSolution } from '#train/own-mistakes.ts';
import { documentText } from '#train/text-document.ts';
import { readTokenizer } from '#train/tokenizer-file.ts';

const place = { seed: 2 ** 20 + 7, difficulty: 3 };
const task = WORD_PROBLEMS.generate(place);
const planted = plantAnywhere(task, createRng(1));

describe('a model’s own mistakes', () => {
  it('are judged by the checker: the first wrong step', () => {
    expect(planted).not.toBeNull();
    const lines = planted?.completed ?? [];
    expect(wrongSolution({ ...place, lines })).toMatchObject({ lines, step: planted?.step });
  });

  it('are none where the solution is right, unfinished or in another form', () => {
    expect(wrongSolution({ ...place, lines: task.solution })).toBeNull();
    expect(wrongSolution({ ...place, lines: planted?.lines ?? [] })).toBeNull();
    expect(wrongSolution({ ...place, lines: ['So it is 7.'] })).toBeNull();
    expect(drawMistake([], createRng(1))).toBeNull();
  });

  it('stand in about half of the wrong solutions that are judged', () => {
    const own = [{ ...place, lines: planted?.completed ?? [] }];
    const mix = { ...readMix('wholes'), kinds: { verdict: 1, 'step-verdicts': 1 }, repeated: null };
    const stream = documentStream({ mix, seed: 1, tokenizer: readTokenizer(), sources: { own } });
    const texts = Array.from({ length: 1000 }, () => documentText(stream.nextNamed().document));
    const share = texts.filter((text) => text.includes(task.text)).length / texts.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 1000));
  });
});
