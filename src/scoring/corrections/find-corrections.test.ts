import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import type { StepTruth } from './correction.ts';
import { findCorrections } from './find-corrections.ts';
import type { CorrectionOptions } from './find-corrections.ts';

const find = (text: string, options?: CorrectionOptions) =>
  findCorrections(splitSteps(text.split('')), options);
const pairs = (text: string): string[] => find(text).map(({ from, of }) => `${from} of ${of}`);
const rangeOf = (text: string, quote: string) => ({
  start: text.indexOf(quote),
  end: text.indexOf(quote) + quote.length,
});

const RETRY = 'Step 1: 9 * 9 = 81.\nStep 2: 10 + 81 = 92. No.\nStep 2: 10 + 81 = 91.\nThe answer is 91.';
const WAIT = 'Step 1: 5 + 3 = 9.\nThe answer is 9. Wait, let me check.\nStep 1: 5 + 3 = 8.\nThe answer is 8.';

describe('findCorrections', () => {
  it('names both steps and quotes why', () => {
    const [found, ...more] = find(RETRY);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ from: 3, of: 1, prompted: false });
    const quotes = found?.evidence.map(({ kind, ranges }) => [
      kind,
      ...ranges.map((r) => RETRY.slice(r.start, r.end)),
    ]);
    expect(quotes).toEqual([
      ['number-again', 'Step 2: 10 + 81 = 92.', 'Step 2: 10 + 81 = 91.'],
      ['retraction', 'No'],
    ]);
  });
  it('follows a whole solution that is written again', () => {
    expect(pairs(WAIT)).toEqual(['3 of 0', '4 of 1']);
    expect(find(WAIT).map(({ evidence }) => evidence.map(({ kind }) => kind))).toEqual([
      ['number-again', 'marker'],
      ['answer-again', 'marker'],
    ]);
  });
  it('a re-check is no correction, nor a retraction that nothing replaces, nor a marker alone', () => {
    expect(pairs(WAIT.replaceAll('9', '8'))).toEqual([]);
    expect(pairs('Step 1: 2 + 3 = 6. No.')).toEqual([]);
    expect(pairs('Step 1: 2 + 3 = 6.\nWait. That was wrong.')).toEqual([]);
    expect(pairs('Step 1: 2 + 3 = 5.\nWait, what now?\nStep 2: 5 * 9 = 45.')).toEqual([]);
    expect(pairs('')).toEqual([]);
  });
  it('waits while the new value is still being written', () => {
    expect(pairs('Step 1: 33 * 2 = 66.\nStep 1: 33 * 2 = 6')).toEqual([]);
    expect(pairs('Step 1: 33 * 2 = 66.\nStep 1: 33 * 2 = 67')).toEqual(['1 of 0']);
  });
  it('takes back what no step says', () => {
    expect(pairs('Let me think about it.\nI made a mistake there.\nThe area is 12.')).toEqual(['2 of null']);
  });
  it('a checker adds its evidence, and lets a list number count alone', () => {
    const kinds = (truths: StepTruth[]) =>
      find(RETRY, { truths }).map(({ evidence }) => evidence.map(({ kind }) => kind));
    expect(kinds([null, 'wrong', null, 'right'])).toEqual([['number-again', 'retraction', 'checker']]);
    expect(kinds([null, 'right', null, 'wrong'])).toEqual([['number-again', 'retraction']]);
    const list = '1. 5 + 3 = 9\n1. 5 + 4 = 9.5';
    expect(find(list)).toEqual([]);
    expect(find(list, { truths: ['wrong', 'right'] })).toMatchObject([{ from: 1, of: 0 }]);
    expect(find(list, { truths: ['right', 'right'] })).toEqual([]);
  });
  it('an injected marker prompts a correction, a planted mistake does not', () => {
    expect(find(WAIT, { forced: [rangeOf(WAIT, ' Wait,')] }).map(({ prompted }) => prompted)).toEqual([
      true,
      true,
    ]);
    expect(find(RETRY, { forced: [rangeOf(RETRY, 'Step 2: 10 + 81 = 92.')] })).toMatchObject([
      { prompted: false },
    ]);
    expect(find(RETRY, { forced: [rangeOf(RETRY, 'Step 2: 10 + 81 = 91.')] })).toMatchObject([
      { prompted: true },
    ]);
    expect(find(RETRY, { forced: [rangeOf(RETRY, 'The answer')] })).toMatchObject([{ prompted: false }]);
  });
});

describe('laws', () => {
  const line = fc.constantFrom(
    'Step 1: 9 * 9 = 81.\n',
    'Step 1: 9 * 9 = 82. No.\n',
    'Step 2: 10 + 81 = 91.\n',
    'Step 2: 10 + 81 = 92.\n',
    'The answer is 91. Wait, let me check.\n',
    'The answer is 92.\n',
    'Wait, that is wrong. It should be 12.\n',
    'Total: 5 + 6 = 11\n',
    'I made a mistake in step 1.\n',
    'Actually, the total is 12. ',
    'So that was wrong.\n\n',
    'é… ',
  );
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(''));

  it('there is none where every step is distinct and nothing doubts', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 2, max: 99_999 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(numbers, (lefts) => {
        const steps = lefts.map((left, i) => `Step ${i + 1}: ${left} + ${i} = ${left + i}.\n`);
        expect(find(`${steps.join('')}The answer is 5.`)).toEqual([]);
      }),
    );
  });
  it('goes back, quotes inside the text, and always says why', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const steps = splitSteps(whole.split(''));
        for (const { from, of, evidence } of findCorrections(steps)) {
          expect(from < steps.length && (of === null || (of >= 0 && of < from))).toBe(true);
          expect(evidence.length).toBeGreaterThan(0);
          for (const { start, end } of evidence.flatMap(({ ranges }) => ranges))
            expect(start >= 0 && start < end && end <= whole.length).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
  it('cuts of the text into tokens change nothing, as long as each step has a token of its own', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(text, sizes, (whole, lengths) => {
        const pieces: string[] = [];
        for (let at = 0, i = 0; at < whole.length; i++) {
          const length = lengths[i % lengths.length] ?? 1;
          pieces.push(whole.slice(at, at + length));
          at += length;
        }
        const [exact, coarse] = [splitSteps(whole.split('')), splitSteps(pieces)];
        fc.pre(exact.length === coarse.length);
        expect(findCorrections(coarse)).toEqual(findCorrections(exact));
      }),
      { numRuns: 100 },
    );
  });
});
